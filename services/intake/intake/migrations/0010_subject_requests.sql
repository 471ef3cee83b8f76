create table subject_requests_v1 (
  case_id uuid not null,
  request_id uuid not null,
  office_id text,
  reference text,
  service text not null,
  subject_id uuid,
  kind text not null,
  asked_by text not null,
  asked_on date,
  due_on date,
  outcome text,
  withheld jsonb not null,
  delivered_by text,
  answered_on date,
  primary key (case_id, request_id)
);
create index subject_requests_v1_due on subject_requests_v1 (due_on, request_id) where outcome is null;
create view subject_requests as select * from subject_requests_v1;
