-- A page of open tasks, the first due first.
-- $1 offices, null: all; $2 the role that is asked now or was first, null: all; $3 one case, null: all;
-- $4 the task to go on after, null: from the start; $5 how many; $6 a caseworker: not what is about others' survivors.
select t.case_id, t.task_id, t.office_id, t.reference, t.kind, t.role, t.asked, t.urgency, t.due_at, t.because, t.subjects,
       t.opened_at, t.escalated, t.due_at < now() as overdue
from tasks t
where t.outcome is null
  and ($1::text[] is null or t.office_id = any($1::text[]))
  and ($2::text is null or $2::text in (t.asked, t.role))
  and ($3::uuid is null or t.case_id = $3::uuid)
  and ($4::uuid is null
    or (t.due_at, t.task_id) > (select last.due_at, last.task_id from tasks last where last.task_id = $4::uuid))
  and ($6::uuid is null or not exists (
    select from jsonb_array_elements_text(t.subjects) as about (id)
    join caseload s on s.survivor_id = about.id::uuid
    where s.worker_id is not null and s.worker_id <> $6::uuid and not covers_today(s.covers, $6::uuid)))
order by t.due_at, t.task_id
limit $5
