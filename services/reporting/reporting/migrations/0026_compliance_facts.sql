create table compliance_facts_v1 (
  measure       text not null,
  stream_id     uuid not null,
  subject_id    uuid not null,
  case_id       uuid not null,
  office_id     text,
  counted_under text not null,
  begun         boolean not null,
  met           boolean,
  recorded_at   timestamptz,
  primary key (measure, stream_id, subject_id)
);
create index compliance_facts_v1_of_case on compliance_facts_v1 (case_id);
create view compliance_facts as select * from compliance_facts_v1;
