create table gaps_v1 (
  gap_id          uuid primary key,
  case_id         uuid not null,
  office_id       text,
  counted_under   text not null,
  area            text not null,
  from_case_count bigint not null,
  identified_on   date,
  recorded_at     timestamptz
);
create view gaps as select * from gaps_v1;
create table reforms_v1 (
  reform_id   uuid primary key,
  case_id     uuid not null,
  gap_id      uuid,
  proposed_on date,
  adopted     boolean not null,
  kind        text,
  adopted_on  date,
  recorded_at timestamptz
);
create index reforms_v1_of_gap on reforms_v1 (gap_id);
create view reforms as select * from reforms_v1;
