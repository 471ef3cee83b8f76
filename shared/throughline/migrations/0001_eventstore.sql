-- The event store of one service: streams, their events, and the answer to every command.
create table stream (
  stream_id uuid primary key,
  case_id   uuid not null,
  kind      text not null,
  version   bigint not null
) with (fillfactor = 70);
create index stream_of_case on stream (case_id);

-- `headers` are those of the Kafka record, `data` is its body: row and record say the same (envelope.py).
create table event (
  position       bigint generated always as identity,
  stream_id      uuid not null,
  version        bigint not null,
  event_id       uuid not null unique,
  case_id        uuid not null,
  type           text not null,
  schema_version smallint not null,
  data           jsonb not null,
  headers        jsonb not null,
  recorded_at    timestamptz not null,
  primary key (stream_id, version)
);
create index event_of_case on event (case_id, position);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: what happened stays recorded', tg_op, tg_table_name using errcode = 'ES003';
end $$;
create trigger event_is_for_ever before update or delete or truncate on event
  for each statement execute function refuse_change();

create table command_receipt (
  command_id  uuid primary key,
  fingerprint bytea not null,
  outcome     text not null check (outcome in ('accepted', 'nothing', 'rejected')),
  code        text,
  positions   jsonb,
  at          timestamptz not null default now()
);

-- Numbers for case references, counted per office and year.
create table reference_counter (
  office_id text not null,
  year      int not null,
  last      bigint not null,
  primary key (office_id, year)
);
