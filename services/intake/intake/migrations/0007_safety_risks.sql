create table safety_risks_v1 (
  case_id uuid not null,
  risk_id uuid not null,
  office_id text,
  reference text,
  level text not null,
  subjects jsonb not null,
  comes_from text not null,
  suspect_id uuid,
  detail_ref uuid,
  raised_on date,
  mitigated_on date,
  primary key (case_id, risk_id)
);
create index safety_risks_v1_open on safety_risks_v1 (raised_on, risk_id) where mitigated_on is null;
create view safety_risks as select * from safety_risks_v1;
