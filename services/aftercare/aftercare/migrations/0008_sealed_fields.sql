-- What is sealed in events is sealed here. What stood here in clear goes; the rows are folded anew from the events.
create table caseload_v2 (
  survivor_id           uuid not null,
  case_id               uuid not null,
  office_id             text,
  case_reference        text,
  worker_id             uuid,
  stage                 text not null,
  exit_reason           text,
  enrolled_at           timestamptz,
  consent_id            uuid,
  legal_basis           text,
  emergency_care        boolean not null,
  plan_id               uuid,
  plan_state            text not null,
  placement_id          uuid,
  placement_type        jsonb,
  services              jsonb not null,
  preparations          jsonb not null,
  covers                jsonb not null,
  safety_plan_ref       uuid,
  safety_plan_review_on date,
  plan_review_on        date,
  going_into            text,
  reintegrated_into     text,
  reintegrated_on       date,
  follow_ups            jsonb not null,
  last_assessed_on      date,
  return_risk           text,
  emergencies           jsonb not null,
  family_suitability    jsonb,
  revictimisations      jsonb not null,
  primary key (survivor_id)
);
create index caseload_v2_of_worker on caseload_v2 (office_id, worker_id);
create index caseload_v2_of_case on caseload_v2 (case_id);
drop view caseload;
drop table caseload_v1;
create view caseload as select * from caseload_v2;

create table assessments_v2 (
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
  due_on             date,
  corrects           uuid,
  risk_level         jsonb,
  risk_domains       jsonb,
  primary key (assessment_id)
);
create index assessments_v2_of_case on assessments_v2 (case_id);
create index assessments_v2_due on assessments_v2 (due_on, assessment_id) where state = 'due';
drop view assessments;
drop table assessments_v1;
create view assessments as select * from assessments_v2;
