-- A consent that lapsed (she came of age, her guardian was excluded) holds no more than one that was taken back.
create table consents_v2 (
  consent_id uuid primary key,
  case_id    uuid not null,
  subject_id uuid,
  expires_on timestamptz,
  withdrawn  boolean not null,
  lapsed     boolean not null
);
create index consents_v2_of_case on consents_v2 (case_id);
drop view consents;
create view consents as select * from consents_v2;
