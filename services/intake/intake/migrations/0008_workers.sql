create table workers_v1 (
  case_id uuid not null,
  worker_id uuid not null,
  role text not null,
  since timestamptz,
  last_at timestamptz,
  primary key (case_id, worker_id)
);
create index workers_v1_worker on workers_v1 (worker_id, last_at desc, case_id desc);
create view workers as select * from workers_v1;
