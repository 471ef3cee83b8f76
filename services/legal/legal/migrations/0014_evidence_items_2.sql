-- The chain of custody is folded by day, so that a hand-over told late takes its place: the row keeps it.
create table evidence_items_v2 (
  item_id        uuid primary key,
  case_id        uuid not null,
  prosecution_id uuid,
  category       text not null,
  sha256         text,
  seal           text,
  custodian      uuid,
  collected_on   timestamptz,
  hand_overs     bigint not null,
  examinations   bigint not null,
  gaps           bigint not null,
  ruling         text not null,
  collector      uuid,
  chain          jsonb not null,
  flaws          bigint not null
);
create index evidence_items_v2_of_case on evidence_items_v2 (case_id);
drop view evidence_items;
create view evidence_items as select * from evidence_items_v2;
