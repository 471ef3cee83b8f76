create table victim_facts_v1 (
  case_id              uuid not null,
  victim_id            uuid not null,
  office_id            text,
  jurisdiction         text,
  counted_under        text not null,
  age_band             text,
  gender               text,
  official_status      text,
  brought_to_safety_on date,
  attribution          text,
  led_by_org_id        uuid,
  declined_on          date,
  enrolled_on          date,
  restored_on          date,
  exited_on            date,
  exit_reason          text,
  recorded_at          timestamptz,
  primary key (case_id, victim_id)
);
create view victim_facts as select * from victim_facts_v1;
