create table prosecution_facts_v1 (
  prosecution_id uuid primary key,
  case_id        uuid not null,
  complaint_on   date,
  discontinued   boolean not null,
  recorded_at    timestamptz
);
create index prosecution_facts_v1_of_case on prosecution_facts_v1 (case_id);
create view prosecution_facts as select * from prosecution_facts_v1;
