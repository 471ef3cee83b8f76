create table operations_v1 (
  case_id uuid not null,
  operation_id uuid not null,
  status text not null,
  unplanned boolean not null,
  authority_org_id uuid,
  time_window text,
  plan_ref uuid,
  social_worker_id uuid,
  government_approved boolean not null,
  agency_approved boolean not null,
  aborted_because text,
  result text,
  victims_found bigint,
  suspects_detained bigint,
  social_worker_present boolean,
  lacking jsonb not null,
  care_places text,
  executed_on date,
  primary key (case_id, operation_id)
);
create view operations as select * from operations_v1;
