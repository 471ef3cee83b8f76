create table victim_facts_v2 (
  case_id              uuid not null,
  victim_id            uuid not null,
  office_id            text,
  jurisdiction         text,
  counted_under        text not null,
  age_band             text,
  gender               text,
  exploitation         jsonb not null,
  official_status      text,
  brought_to_safety_on date,
  safe                 text,
  safe_version         bigint not null,
  attribution          text,
  led_by_org_id        uuid,
  declined_on          date,
  declined             text,
  declined_version     bigint not null,
  later_declined       boolean not null,
  enrolled_on          date,
  restored_on          date,
  revictimised         bigint not null,
  exited_on            date,
  exit_reason          text,
  recorded_at          timestamptz,
  primary key (case_id, victim_id)
);
drop view victim_facts;
create view victim_facts as select * from victim_facts_v2;
