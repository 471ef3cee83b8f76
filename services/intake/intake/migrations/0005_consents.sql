create table consents_v1 (
  case_id uuid not null,
  consent_id uuid not null,
  subject_id uuid,
  given jsonb not null,
  refused jsonb not null,
  given_by text not null,
  expires_on text,
  occurred_at timestamptz,
  recorded_at timestamptz,
  withdrawn_at timestamptz,
  lapsed_because text,
  primary key (case_id, consent_id)
);
create index consents_v1_subject on consents_v1 (case_id, subject_id);
create view consents as select * from consents_v1;
