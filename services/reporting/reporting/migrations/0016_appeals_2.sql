create table appeals_v2 (
  appeal_id      uuid primary key,
  case_id        uuid not null,
  prosecution_id uuid not null,
  accused_id     uuid,
  filed_on       date,
  result         text,
  decided_version bigint not null,
  decided_on     date,
  recorded_at    timestamptz
);
create index appeals_v2_of_case on appeals_v2 (case_id);
create index appeals_v2_of_accused on appeals_v2 (prosecution_id, accused_id);
drop view appeals;
create view appeals as select * from appeals_v2;
