create table verdicts_v1 (
  event_id       uuid primary key,
  case_id        uuid not null,
  prosecution_id uuid not null,
  accused_id     uuid not null,
  charge_id      uuid not null,
  counts         bigint not null,
  verdict        text not null,
  court          text not null,
  by_plea        boolean not null,
  convicted_of   text,
  given_on       timestamptz
);
create index verdicts_v1_of_case on verdicts_v1 (case_id);
create index verdicts_v1_of_accused on verdicts_v1 (prosecution_id, accused_id);
create view verdicts as select * from verdicts_v1;
