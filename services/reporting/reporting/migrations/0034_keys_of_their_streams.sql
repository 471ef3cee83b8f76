-- Ids that somebody names within one prosecution, programme or case say nothing outside it: rows are keyed by both. The
-- rows of before may be of two streams in one, so none is copied: where there are events already, what is no longer
-- registered is built from the log at the next start, as what is new is.
create table charge_facts_v3 (
  prosecution_id   uuid not null,
  charge_id        uuid not null,
  case_id          uuid not null,
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
  recorded_at      timestamptz,
  primary key (prosecution_id, charge_id)
);
create index charge_facts_v3_of_case on charge_facts_v3 (case_id);
create index charge_facts_v3_of_accused on charge_facts_v3 (prosecution_id, accused_id);
drop view charge_facts;
create view charge_facts as select * from charge_facts_v3;

create table hearing_facts_v2 (
  prosecution_id uuid not null,
  hearing_id     uuid not null,
  case_id        uuid not null,
  office_id      text,
  counted_under  text not null,
  type           text,
  state          text not null,
  held_on        date,
  reason         text,
  requested_by   text,
  testimony      boolean not null,
  recorded_at    timestamptz,
  primary key (prosecution_id, hearing_id)
);
create index hearing_facts_v2_of_case on hearing_facts_v2 (case_id);
create index hearing_facts_v2_held on hearing_facts_v2 (prosecution_id, held_on);
drop view hearing_facts;
create view hearing_facts as select * from hearing_facts_v2;

create table appeals_v3 (
  prosecution_id  uuid not null,
  appeal_id       uuid not null,
  case_id         uuid not null,
  accused_id      uuid,
  filed_on        date,
  result          text,
  decided_version bigint not null,
  decided_on      date,
  recorded_at     timestamptz,
  primary key (prosecution_id, appeal_id)
);
create index appeals_v3_of_case on appeals_v3 (case_id);
create index appeals_v3_of_accused on appeals_v3 (prosecution_id, accused_id);
drop view appeals;
create view appeals as select * from appeals_v3;

create table compensations_v3 (
  prosecution_id uuid not null,
  order_id       uuid not null,
  case_id        uuid not null,
  accused_id     uuid,
  victim_id      uuid,
  office_id      text,
  counted_under  text not null,
  currency       text not null,
  awarded        numeric not null,
  received       numeric not null,
  recorded_at    timestamptz,
  primary key (prosecution_id, order_id)
);
create index compensations_v3_of_case on compensations_v3 (case_id);
drop view compensations;
create view compensations as select * from compensations_v3;

create table service_facts_v2 (
  survivor_id   uuid not null,
  service_id    uuid not null,
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
  recorded_at   timestamptz,
  primary key (survivor_id, service_id)
);
create index service_facts_v2_of_case on service_facts_v2 (case_id);
drop view service_facts;
create view service_facts as select * from service_facts_v2;

create table held_facts_v2 (
  stream_id     uuid not null,
  held_id       uuid not null,
  case_id       uuid not null,
  office_id     text,
  counted_under text not null,
  service       text not null,
  type          text not null,
  code          text not null,
  charge_id     uuid,
  counts        bigint,
  settled       boolean not null,
  recorded_at   timestamptz,
  primary key (stream_id, held_id)
);
create index held_facts_v2_of_case on held_facts_v2 (case_id);
create index held_facts_v2_of_charge on held_facts_v2 (stream_id, charge_id);
drop view held_facts;
create view held_facts as select * from held_facts_v2;

create table data_quality_issues_v2 (
  case_id         uuid not null,
  issue_id        uuid not null,
  office_id       text,
  kind            text,
  source          text,
  source_row      text,
  source_event_id uuid,
  of_type         text,
  code            text,
  source_column   text,
  raised_at       timestamptz,
  resolved_at     timestamptz,
  recorded_at     timestamptz,
  primary key (case_id, issue_id)
);
create index data_quality_issues_v2_of_source on data_quality_issues_v2 (source, source_row);
drop view data_quality_issues;
create view data_quality_issues as select * from data_quality_issues_v2;

create table trainings_v2 (
  case_id       uuid not null,
  training_id   uuid not null,
  office_id     text,
  counted_under text not null,
  audience      text not null,
  participants  bigint not null,
  delivered_on  date,
  recorded_at   timestamptz,
  primary key (case_id, training_id)
);
drop view trainings;
create view trainings as select * from trainings_v2;

create table gaps_v2 (
  case_id         uuid not null,
  gap_id          uuid not null,
  office_id       text,
  counted_under   text not null,
  area            text not null,
  from_case_count bigint not null,
  identified_on   date,
  recorded_at     timestamptz,
  primary key (case_id, gap_id)
);
drop view gaps;
create view gaps as select * from gaps_v2;

create table reforms_v2 (
  case_id     uuid not null,
  reform_id   uuid not null,
  gap_id      uuid,
  proposed_on date,
  adopted     boolean not null,
  kind        text,
  adopted_on  date,
  recorded_at timestamptz,
  primary key (case_id, reform_id)
);
create index reforms_v2_of_gap on reforms_v2 (case_id, gap_id);
drop view reforms;
create view reforms as select * from reforms_v2;

delete from read_model
where name in ('charge_facts', 'hearing_facts', 'appeals', 'compensations', 'service_facts', 'held_facts',
               'data_quality_issues', 'trainings', 'gaps', 'reforms');
