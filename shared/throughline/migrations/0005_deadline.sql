-- Time passing: what falls due when, and who is handling it.
create table deadline (
  deadline_id   uuid primary key,
  case_id       uuid not null,
  stream_id     uuid not null,
  clock         text not null,
  subject       text not null,
  due_at        timestamptz not null,
  claimed_until timestamptz,
  state         text not null check (state in ('open', 'met', 'elapsed', 'failed')),
  code          text
);
create index deadline_open on deadline (due_at) where state = 'open';
