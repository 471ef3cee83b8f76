create table appeals_v1 (
  prosecution_id      uuid not null,
  appeal_id           uuid not null,
  case_id             uuid not null,
  accused_id          uuid not null,
  against             jsonb not null,
  filed_by            text not null,
  court               text not null,
  filed_on            timestamptz,
  result              text,
  decided_on          timestamptz,
  decided_recorded_at timestamptz,
  primary key (prosecution_id, appeal_id)
);
create index appeals_v1_of_case on appeals_v1 (case_id);
create index appeals_v1_of_accused on appeals_v1 (prosecution_id, accused_id);
create view appeals as select * from appeals_v1;
