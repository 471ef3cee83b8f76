create table safety_rechecks_v1 (
  case_id uuid not null,
  person_id uuid not null,
  owed jsonb not null,
  last_at timestamptz,
  primary key (case_id, person_id)
);
create view safety_rechecks as select * from safety_rechecks_v1;
