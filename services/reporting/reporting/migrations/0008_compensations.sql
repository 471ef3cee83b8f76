create table compensations_v1 (
  order_id       uuid primary key,
  case_id        uuid not null,
  prosecution_id uuid,
  accused_id     uuid,
  office_id      text,
  counted_under  text not null,
  currency       text not null,
  awarded        numeric not null,
  received       numeric not null,
  recorded_at    timestamptz
);
create index compensations_v1_of_case on compensations_v1 (case_id);
create view compensations as select * from compensations_v1;
