create table safety_rechecks_v1 (
  case_id        uuid not null,
  office_id      text,
  case_reference text,
  people         jsonb not null,
  hearings       jsonb not null,
  earliest_due   timestamptz,
  primary key (case_id)
);
create index safety_rechecks_open on safety_rechecks_v1 (office_id, earliest_due) where earliest_due is not null;
create view safety_rechecks as select * from safety_rechecks_v1;
