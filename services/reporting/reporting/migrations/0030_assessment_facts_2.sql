create table assessment_facts_v2 (
  assessment_id uuid primary key,
  case_id       uuid not null,
  survivor_id   uuid,
  office_id     text,
  counted_under text not null,
  instrument    text not null,
  kind          text not null,
  corrects      uuid,
  due_on        date,
  completed_on  date,
  domain_means  jsonb not null,
  recorded_at   timestamptz
);
create index assessment_facts_v2_of_case on assessment_facts_v2 (case_id);
create index assessment_facts_v2_of_survivor on assessment_facts_v2 (survivor_id, completed_on);
drop view assessment_facts;
create view assessment_facts as select * from assessment_facts_v2;
