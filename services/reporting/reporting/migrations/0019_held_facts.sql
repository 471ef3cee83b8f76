create table held_facts_v1 (
  held_id       uuid primary key,
  case_id       uuid not null,
  office_id     text,
  counted_under text not null,
  service       text not null,
  type          text not null,
  code          text not null,
  charge_id     uuid,
  counts        bigint,
  settled       boolean not null,
  recorded_at   timestamptz
);
create index held_facts_v1_of_case on held_facts_v1 (case_id);
create index held_facts_v1_of_charge on held_facts_v1 (charge_id);
create view held_facts as select * from held_facts_v1;
