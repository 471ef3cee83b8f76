create table disclosures_v1 (
  case_id uuid not null,
  disclosure_id uuid not null,
  service text not null,
  subject_ids jsonb not null,
  to_org_id uuid,
  purpose text not null,
  categories jsonb not null,
  consent_id uuid,
  legal_basis text,
  form text not null,
  document_refs jsonb not null,
  disclosed_on date,
  recorded_at timestamptz,
  told jsonb not null,
  primary key (case_id, disclosure_id)
);
create view disclosures as select * from disclosures_v1;
