create table tasks_v1 (
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
create index tasks_v1_due on tasks_v1 (due_at, task_id) where outcome is null;
create view tasks as select * from tasks_v1;

create table releases_v3 (
  case_id       uuid primary key,
  office_id     text,
  snapshot      jsonb not null,
  snapshot_hash text not null,
  drafted_at    timestamptz,
  published_at  timestamptz,
  superseded_by uuid,
  touched       jsonb not null,
  reviewed      jsonb not null,
  recorded_at   timestamptz
);
drop view releases;
create view releases as select * from releases_v3;
drop index if exists timeline_v1_corrected;
delete from read_model where name = 'releases';
