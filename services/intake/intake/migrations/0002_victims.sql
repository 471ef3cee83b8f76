-- declined_on, asked_on, official_on and agency_view_on are moments as precisely as they are known: an instant, a day, a month, a year or `unknown`.
create table victims_v1 (
  case_id uuid not null,
  victim_id uuid not null,
  operation_id uuid,
  household_id uuid,
  age_band text not null,
  gender text not null,
  citizenship jsonb not null,
  language_needed text,
  profile_ref uuid,
  encountered_on date,
  safety text not null,
  safe_on date,
  placement_type text,
  liberty text,
  wish text,
  self_escaped boolean,
  agency_role text,
  declined_on text,
  asked_on text,
  official_status text,
  official_decided_by text,
  official_on text,
  agency_view text,
  agency_view_on text,
  primary key (case_id, victim_id)
);
create view victims as select * from victims_v1;
