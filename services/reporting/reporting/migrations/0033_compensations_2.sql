create table compensations_v2 (
  order_id       uuid primary key,
  case_id        uuid not null,
  prosecution_id uuid,
  accused_id     uuid,
  victim_id      uuid,
  office_id      text,
  counted_under  text not null,
  currency       text not null,
  awarded        numeric not null,
  received       numeric not null,
  recorded_at    timestamptz
);
create index compensations_v2_of_case on compensations_v2 (case_id);
drop view compensations;
create view compensations as select * from compensations_v2;
