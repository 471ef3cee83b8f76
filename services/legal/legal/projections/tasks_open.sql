-- The open tasks that ask one role, or asked it first, in some offices, the first due in front, a page at a time.
-- What is put to every office alike has `*` for one.
-- $1 offices, null: all; $2 role; $3, $4 due time and id of the last one seen, null: from the start; $5 how many.
select t.task_id, t.case_id, t.reference as case_reference, t.office_id, t.kind, t.role, t.asked, t.urgency, t.due_at,
       t.because, t.subjects, t.opened_at, t.escalated, t.outcome, t.due_at <= now() as overdue
from tasks t
where t.outcome is null
  and $2 in (t.asked, t.role)
  and ($1::text[] is null or t.office_id = any ($1) or t.office_id = '*')
  and ($3::timestamptz is null or (t.due_at, t.task_id) > ($3, $4::uuid))
order by t.due_at, t.task_id
limit $5
