-- Whether an assessment that fell due was made is looked up by survivor; a page of tasks goes on after one known by its id.
create index assessments_v2_completed on assessments_v2 (survivor_id, kind, completed_on) where state = 'completed';
create index tasks_v1_id on tasks_v1 (task_id);
