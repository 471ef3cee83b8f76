-- The page of cases begins with the last opened, whatever the office. A page of tasks goes on after one known by its id.
create index case_view_v1_newest on case_view_v1 (coalesce(opened_on, '-infinity') desc, case_id desc);
create index tasks_v2_id on tasks_v2 (task_id);

-- Nothing looks for the appeals or verdicts of one accused: they are read by case.
drop index appeals_v1_of_accused;
drop index verdicts_v1_of_accused;
