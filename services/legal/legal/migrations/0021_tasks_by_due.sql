-- A task that was escalated stays on the desk of the role that was asked first, so pages go by what is due.
create index tasks_v2_due on tasks_v2 (due_at, task_id) where outcome is null;
drop index tasks_v2_open;
