create index case_view_v1_changed on case_view_v1 (changed_at desc, case_id desc);
create index tasks_v1_opened on tasks_v1 (opened_at desc, task_id desc) where outcome is null;
