create table appeals_v1 (
  appeal_id      uuid primary key,
  case_id        uuid not null,
  prosecution_id uuid not null,
  accused_id     uuid,
  filed_on       date,
  result         text,
  recorded_at    timestamptz
);
create index appeals_v1_of_case on appeals_v1 (case_id);
create index appeals_v1_of_accused on appeals_v1 (prosecution_id, accused_id);
create view appeals as select * from appeals_v1;
