-- What was done when a log or a database came back from the past: who, why, how far it is, and what came of it.
create table recovery (
  id             bigint generated always as identity primary key,
  what           text not null check (what in ('republish', 'relog', 'restore')),
  actor_id       uuid not null,
  reason         text not null check (btrim(reason) <> ''),
  begun_at       timestamptz not null default clock_timestamp(),
  ended_at       timestamptz,
  after_case     uuid not null default '00000000-0000-0000-0000-000000000000',
  after_position bigint not null default 0,
  events_known   bigint not null,
  events         bigint not null default 0,
  report         jsonb
);
create unique index recovery_republishing on recovery (what) where ended_at is null;

-- What a topic holds and the store will never have: another event stands in its place, or one before it is nowhere.
create table event_left_behind (
  event_id    uuid primary key,
  case_id     uuid not null,
  stream_id   uuid not null,
  version     bigint not null,
  why         text not null check (why in ('fork', 'gap')),
  at          timestamptz not null default clock_timestamp()
);
