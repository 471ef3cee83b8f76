-- Facts of partners that name a case by a number nobody has linked yet: kept as they came until a person says whose they are.
create table partner_unmatched (
  command_id   uuid primary key,
  organisation text not null,
  topic        text not null,
  message_id   text not null,
  type         text not null,
  kind         text not null,
  key          text not null,
  body         bytea not null,
  offices      text[] not null,
  received_at  timestamptz not null default clock_timestamp(),
  state        text not null default 'open' check (state in ('open', 'matched', 'dismissed')),
  case_id      uuid,
  reason       text,
  actor_id     uuid,
  actor_role   text,
  settled_at   timestamptz,
  check ((state = 'open') = (settled_at is null))
);
create index partner_unmatched_open on partner_unmatched (received_at, command_id) where state = 'open';
