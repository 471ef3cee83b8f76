-- A page goes on after a row that is known by its id alone.
create index tasks_v1_id on tasks_v1 (task_id);
create index safety_risks_v1_id on safety_risks_v1 (risk_id);
create index subject_requests_v1_id on subject_requests_v1 (request_id);
