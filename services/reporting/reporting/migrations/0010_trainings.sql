create table trainings_v1 (
  training_id   uuid primary key,
  case_id       uuid not null,
  office_id     text,
  counted_under text not null,
  audience      text not null,
  participants  bigint not null,
  delivered_on  date,
  recorded_at   timestamptz
);
create index trainings_v1_of_case on trainings_v1 (case_id);
create view trainings as select * from trainings_v1;
