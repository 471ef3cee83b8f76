-- The two read models that are measured, and the table that the floor and the peer write.
create table visit_overview_v1 (
  case_id    uuid primary key,
  visits     bigint not null,
  last_kind  text not null,
  last_place text not null,
  next_on    date,
  updated_at timestamptz
);
create view visit_overview as select * from visit_overview_v1;
create table visit_kinds_v1 (
  case_id     uuid not null,
  kind        text not null,
  visits      bigint not null,
  last_report uuid,
  primary key (case_id, kind)
);

create table floor_overview (
  case_id    uuid primary key,
  visits     bigint not null,
  last_kind  text not null,
  last_place text not null,
  next_on    date,
  updated_at timestamptz
);
create table floor_offset (
  lane        smallint primary key,
  next_offset bigint not null
);
