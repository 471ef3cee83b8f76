-- A task says what it is because of, and when it was opened: as in every service.
create table tasks_v2 (
  case_id   uuid not null,
  task_id   uuid not null,
  office_id text,
  reference text,
  kind      text not null,
  role      text not null,
  asked     text not null,
  urgency   text not null,
  due_at    timestamptz,
  because   jsonb not null,
  subjects  jsonb not null,
  opened_at timestamptz,
  escalated bigint not null,
  outcome   text,
  primary key (case_id, task_id)
);
create index tasks_v2_open on tasks_v2 (asked, due_at, task_id) where outcome is null;
drop view tasks;
create view tasks as select * from tasks_v2;
