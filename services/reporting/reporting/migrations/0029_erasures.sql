create table erasures_v1 (
  case_id     uuid not null,
  subject_id  uuid not null,
  recorded_at timestamptz,
  primary key (case_id, subject_id)
);
create view erasures as select * from erasures_v1;
