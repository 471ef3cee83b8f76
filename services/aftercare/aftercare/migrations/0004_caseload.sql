create table caseload_v1 (
  survivor_id    uuid not null,
  case_id        uuid not null,
  office_id      text,
  case_reference text,
  worker_id      uuid,
  stage          text not null,
  exit_reason    text,
  enrolled_at    timestamptz,
  consent_id     uuid,
  legal_basis    text,
  emergency_care boolean not null,
  plan_id        uuid,
  plan_state     text not null,
  placement_id   uuid,
  placement_type text,
  services       jsonb not null,
  preparations   jsonb not null,
  primary key (survivor_id)
);
create index caseload_of_worker on caseload_v1 (office_id, worker_id);
create index caseload_of_case on caseload_v1 (case_id);
create view caseload as select * from caseload_v1;
