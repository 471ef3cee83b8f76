create table charge_facts_v2 (
  charge_id        uuid primary key,
  case_id          uuid not null,
  prosecution_id   uuid,
  accused_id       uuid,
  jurisdiction     text,
  statute          text not null,
  iccs             text,
  counts           bigint not null,
  guilty           jsonb not null,
  guilty_by_trial  bigint not null,
  guilty_by_plea   bigint not null,
  not_guilty       bigint not null,
  dismissed        bigint not null,
  hung             bigint not null,
  withdrawn        bigint not null,
  rejected         bigint not null,
  convicted_of     text,
  accepted_on      date,
  verdict_version  bigint not null,
  verdict_on       date,
  dropped_version  bigint not null,
  statutes_version text not null,
  recorded_at      timestamptz
);
create index charge_facts_v2_of_case on charge_facts_v2 (case_id);
create index charge_facts_v2_of_accused on charge_facts_v2 (prosecution_id, accused_id);
drop view charge_facts;
create view charge_facts as select * from charge_facts_v2;
