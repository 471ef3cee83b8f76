-- What a run writes down beside what a service commits: every step of a feed, and every application of an event.
create table if not exists feed_step (
  number     bigint generated always as identity primary key,
  feed       text not null,
  lane       smallint not null,
  topics     text[] not null,
  firsts     bigint[] not null,
  nexts      bigint[] not null,
  duplicates int not null,
  held       int not null
);
create table if not exists application (
  number    bigint generated always as identity primary key,
  feed      text not null,
  event_id  uuid not null,
  stream_id uuid not null,
  version   bigint not null
);
