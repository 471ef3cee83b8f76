-- A page of open tasks, the first due first.
-- $1 offices, null: all; $2 the role that is asked now or was first, null: all; $3 one case, null: all;
-- $4 the task to go on after, null: from the start; $5 how many; $6 due before this, null: whenever;
-- $7 urgency asked for, null: all; $8 kind asked for, null: all; $9 one office, null: all of $1.
select t.case_id, t.task_id, t.office_id, t.reference, t.kind, t.role, t.asked, t.urgency, t.due_at, t.because, t.subjects,
       t.opened_at, t.escalated
from tasks t
where t.outcome is null
  and ($1::text[] is null or t.office_id = any($1::text[]))
  and ($2::text is null or $2::text in (t.asked, t.role))
  and ($3::uuid is null or t.case_id = $3::uuid)
  and ($6::timestamptz is null or t.due_at < $6::timestamptz)
  and ($7::text is null or t.urgency = $7::text)
  and ($8::text is null or t.kind = $8::text)
  and ($9::text is null or t.office_id = $9::text)
  and ($4::uuid is null
    or (t.due_at, t.task_id) > (select last.due_at, last.task_id from tasks last where last.task_id = $4::uuid))
order by t.due_at, t.task_id
limit $5
