create table tasks_v1 (
  case_id uuid not null,
  task_id uuid not null,
  office_id text,
  reference text,
  kind text not null,
  role text not null,
  asked text not null,
  urgency text not null,
  due_at timestamptz,
  because jsonb not null,
  subjects jsonb not null,
  opened_at timestamptz,
  escalated bigint not null,
  outcome text,
  primary key (case_id, task_id)
);
create index tasks_v1_due on tasks_v1 (due_at, task_id) where outcome is null;
create view tasks as select * from tasks_v1;
