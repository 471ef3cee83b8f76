-- What a service has received: where each feed stands, what waits, and the archive of foreign and own events per case.
create table lane (
  feed text not null,
  lane smallint not null,
  seq  bigint not null default 0,
  primary key (feed, lane)
);
create table read_offset (
  feed          text not null,
  topic         text not null,
  lane          smallint not null,
  next_offset   bigint not null,
  last_event_id uuid,
  primary key (feed, topic, lane)
);
create table stream_version (
  feed      text not null,
  stream_id uuid not null,
  version   bigint not null,
  event_id  uuid not null,
  primary key (feed, stream_id)
);
create table waiting_event (
  feed        text not null,
  reaction    text not null default '',
  case_id     uuid not null,
  topic       text not null,
  lane        smallint not null,
  "offset"    bigint not null,
  stream_id   uuid not null,
  version     bigint not null,
  event_id    uuid not null,
  headers     text not null,
  body        text not null,
  state       text not null check (state in ('held', 'parked', 'discarded')),
  error       text,
  fingerprint text,
  since       timestamptz not null default now(),
  primary key (feed, reaction, topic, lane, "offset")
);
create index waiting_by_case on waiting_event (feed, case_id) where state <> 'discarded';

create table received_event (
  case_id  uuid not null,
  topic    text not null,
  lane     smallint not null,
  "offset" bigint not null,
  headers  text not null,
  body     text not null,
  primary key (topic, lane, "offset")
);
create index received_by_case on received_event (case_id);

-- What became of every record, per feed and lane: received = the sum of the rest.
create table feed_count (
  feed       text not null,
  lane       smallint not null,
  applied    bigint not null default 0,
  ignored    bigint not null default 0,
  duplicates bigint not null default 0,
  held       bigint not null default 0,
  parked     bigint not null default 0,
  primary key (feed, lane)
);

-- A reaction added to a running installation acts only from where the topics stood then.
create table reaction_start (
  reaction    text not null,
  topic       text not null,
  lane        smallint not null,
  from_offset bigint not null,
  primary key (reaction, topic, lane)
);
