create table hearing_facts_v1 (
  hearing_id     uuid primary key,
  case_id        uuid not null,
  prosecution_id uuid,
  office_id      text,
  counted_under  text not null,
  type           text,
  state          text not null,
  held_on        date,
  reason         text,
  requested_by   text,
  testimony      boolean not null,
  recorded_at    timestamptz
);
create index hearing_facts_v1_of_case on hearing_facts_v1 (case_id);
create index hearing_facts_v1_of_prosecution on hearing_facts_v1 (prosecution_id, held_on);
create view hearing_facts as select * from hearing_facts_v1;
