create table studies_v1 (
  study_id      uuid primary key,
  case_id       uuid not null,
  series_id     uuid,
  site          text not null,
  population    text not null,
  method        text not null,
  organisations jsonb not null,
  office_id     text,
  counted_under text not null,
  registered_on date,
  recorded_at   timestamptz
);
create view studies as select * from studies_v1;
