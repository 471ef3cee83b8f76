-- Whether a caseworker covers for somebody today. $1 the covers of a survivor, $2 the caseworker.
create function covers_today(jsonb, uuid) returns boolean language sql stable as $$
  select exists (
    select from jsonb_array_elements($1) as c (cover)
    where (c.cover ->> 'workerId')::uuid = $2
      and current_date between (c.cover ->> 'from')::date and (c.cover ->> 'to')::date)
$$;

-- A survivor's row says who covers, what is planned, and how it goes after she went home.
alter table caseload_v1
  add column covers jsonb not null default '[]',
  add column safety_plan_ref uuid,
  add column safety_plan_review_on date,
  add column plan_review_on date,
  add column going_into text,
  add column reintegrated_into text,
  add column reintegrated_on date,
  add column follow_ups jsonb not null default '{}',
  add column last_assessed_on date,
  add column return_risk text;
create or replace view caseload as select * from caseload_v1;

-- What fell due, and a risk that was assessed, stand among the assessments.
alter table assessments_v1
  add column due_on date,
  add column corrects uuid,
  add column risk_level text;
create index assessments_due on assessments_v1 (due_on, assessment_id) where state = 'due';
create or replace view assessments as select * from assessments_v1;

-- A case that was merged says where it goes on.
alter table case_view_v1 add column merged_into uuid;
create or replace view case_view as select * from case_view_v1;
