create table assessments_v1 (
  assessment_id      uuid not null,
  case_id            uuid not null,
  survivor_id        uuid,
  instrument         text not null,
  instrument_version text not null,
  kind               text not null,
  state              text not null,
  started_on         date,
  completed_on       date,
  assessor_id        uuid,
  scores             jsonb not null,
  domain_scores      jsonb not null,
  overall            numeric,
  environment        text,
  primary key (assessment_id)
);
create index assessments_of_case on assessments_v1 (case_id);
create view assessments as select * from assessments_v1;
