-- Every task of a case, open ones first.
-- $1 case id.
select t.task_id, t.case_id, t.reference as case_reference, t.office_id, t.kind, t.role, t.asked, t.urgency, t.due_at,
       t.because, t.subjects, t.opened_at, t.escalated, t.outcome, t.outcome is null and t.due_at <= now() as overdue
from tasks t
where t.case_id = $1
order by t.outcome is not null, t.due_at, t.task_id
