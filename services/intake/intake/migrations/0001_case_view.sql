create table case_view_v1 (
  case_id uuid primary key,
  reference text,
  office_id text,
  jurisdiction text,
  status text not null,
  channel text,
  urgency text,
  risk_of_harm text,
  case_type text,
  investigation text,
  intake_part text not null,
  legal_part text not null,
  aftercare_part text not null,
  outcome text,
  referred_on date,
  opened_on date,
  closed_on date,
  received_at timestamptz,
  changed_at timestamptz,
  surviving_case_id uuid,
  taken_over_on date,
  legal_covers jsonb not null,
  aftercare_covers jsonb not null,
  prosecution_opened boolean not null
);
create index case_view_v1_newest on case_view_v1 (received_at desc, case_id desc);
create index case_view_v1_office on case_view_v1 (office_id, status, received_at desc, case_id desc);
create view case_view as select * from case_view_v1;
