-- What an operator did about a case's parked events in one feed: who, why, and what became of it.
create table operation (
  id       bigint generated always as identity primary key,
  at       timestamptz not null default now(),
  actor_id uuid not null,
  what     text not null check (what in ('redrive', 'discard')),
  feed     text not null,
  case_id  uuid not null,
  events   int not null,
  left_over int not null,
  reason   text not null
);
create index operation_of_case on operation (case_id, at);
alter table feed_count add column discarded bigint not null default 0;
