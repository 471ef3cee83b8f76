create table external_references_v1 (
  event_id       uuid primary key,
  case_id        uuid not null,
  case_reference text,
  office_id      text,
  prosecution_id uuid not null,
  accused_id     uuid,
  org_id         uuid not null,
  kind           text not null,
  reference_key  text,
  reference_ref  uuid
);
create index external_references_v1_of_case on external_references_v1 (case_id);
create index external_references_v1_by_key on external_references_v1 (reference_key) where reference_key is not null;
create view external_references as select * from external_references_v1;

create table entitlements_v1 (
  id               uuid primary key,
  case_id          uuid not null,
  victim_id        uuid,
  kind             text not null,
  authority_org_id uuid,
  granted_on       timestamptz,
  until            timestamptz,
  amount           numeric,
  currency         text,
  received         numeric
);
create index entitlements_v1_of_case on entitlements_v1 (case_id);
create view entitlements as select * from entitlements_v1;
