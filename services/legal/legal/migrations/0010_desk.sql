create table milestones_v1 (
  prosecution_id uuid primary key,
  case_id        uuid not null,
  case_reference text,
  office_id      text,
  profile        text not null,
  offences       jsonb not null,
  running        jsonb not null
);
create index milestones_v1_of_case on milestones_v1 (case_id);
create index milestones_v1_running on milestones_v1 (office_id) where running <> '[]';
create view milestones as select * from milestones_v1;

create table tasks_v1 (
  task_id        uuid primary key,
  case_id        uuid not null,
  case_reference text,
  office_id      text,
  kind           text not null,
  role           text not null,
  asked          text not null,
  urgency        text not null,
  due_at         timestamptz,
  subjects       jsonb not null,
  escalated      bigint not null,
  outcome        text
);
create index tasks_v1_of_case on tasks_v1 (case_id);
create index tasks_v1_open on tasks_v1 (asked, due_at, task_id) where outcome is null;
create view tasks as select * from tasks_v1;

create table protection_orders_v1 (
  prosecution_id uuid not null,
  order_id       uuid not null,
  case_id        uuid not null,
  protects       uuid,
  against        uuid,
  until          timestamptz,
  breaches       bigint not null,
  state          text not null,
  primary key (prosecution_id, order_id)
);
create index protection_orders_v1_of_case on protection_orders_v1 (case_id);
create view protection_orders as select * from protection_orders_v1;

create table evidence_items_v1 (
  item_id        uuid primary key,
  case_id        uuid not null,
  prosecution_id uuid,
  category       text not null,
  sha256         text,
  seal           text,
  custodian      uuid,
  collected_on   timestamptz,
  hand_overs     bigint not null,
  examinations   bigint not null,
  gaps           bigint not null,
  ruling         text not null
);
create index evidence_items_v1_of_case on evidence_items_v1 (case_id);
create view evidence_items as select * from evidence_items_v1;
