-- Read models that the kit keeps in every service, and the register of all generations.
create table read_model (
  name       text not null,
  generation int not null,
  feed       text not null,
  state      text not null check (state in ('building', 'live', 'kept')),
  primary key (name, generation)
);

create table case_access_v1 (
  case_id        uuid primary key,
  office_id      text,
  jurisdiction   text,
  case_reference text
);
create view case_access as select * from case_access_v1;

create table timeline_v1 (
  event_id           uuid primary key,
  case_id            uuid not null,
  case_reference     text,
  service            text not null,
  stream_id          uuid not null,
  stream_version     bigint not null,
  event_type         text not null,
  data               jsonb not null,
  authority          text,
  actor_role         text not null,
  actor_id           uuid,
  occurred_at        timestamptz not null,
  occurred_precision text not null,
  recorded_at        timestamptz not null,
  causation_id       uuid,
  correlation_id     uuid,
  source             text not null,
  historical         boolean not null
);
create index timeline_of_case on timeline_v1 (case_id, occurred_at, recorded_at);
create view timeline as select * from timeline_v1;
