create table service_facts_v1 (
  service_id    uuid primary key,
  case_id       uuid not null,
  org_id        uuid,
  office_id     text,
  counted_under text not null,
  referred_on   date,
  accepted      boolean not null,
  accepted_on   date,
  rejected      boolean not null,
  declined      boolean not null,
  delivered     bigint not null,
  ended         boolean not null,
  recorded_at   timestamptz
);
create index service_facts_v1_of_case on service_facts_v1 (case_id);
create view service_facts as select * from service_facts_v1;
