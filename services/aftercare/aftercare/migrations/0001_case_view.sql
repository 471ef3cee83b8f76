create table case_view_v1 (
  case_id         uuid not null,
  office_id       text,
  case_reference  text,
  part            text not null,
  covers          jsonb not null,
  outcome_summary text,
  opened_on       date,
  closed_on       date,
  primary key (case_id)
);
create view case_view as select * from case_view_v1;
