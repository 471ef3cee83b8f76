create table study_results_v1 (
  result_id           uuid primary key,
  case_id             uuid not null,
  study_id            uuid,
  indicator           text not null,
  definition_version  text not null,
  wave                text not null,
  subgroup            text,
  value               numeric,
  unit                text not null,
  ci_low              numeric,
  ci_high             numeric,
  ci_level            numeric,
  n                   bigint not null,
  no_interval_because text,
  office_id           text,
  counted_under       text not null,
  measured_on         date,
  recorded_at         timestamptz
);
create index study_results_v1_of_case on study_results_v1 (case_id);
create view study_results as select * from study_results_v1;
