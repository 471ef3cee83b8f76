create table case_view_v1 (
  case_id      uuid primary key,
  reference    text,
  office_id    text,
  jurisdiction text,
  suspect_ids  jsonb not null,
  victim_ids   jsonb not null,
  part         text not null,
  outcome      text,
  opened_on    timestamptz,
  closed_on    timestamptz
);
create view case_view as select * from case_view_v1;
