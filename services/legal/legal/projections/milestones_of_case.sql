-- The clocks that run in a case, the one that ends first in front.
-- $1 case id.
select m.case_id, m.case_reference, m.office_id, m.prosecution_id, m.profile, (r ->> 'accused_id')::uuid as accused_id,
       r ->> 'clock' as clock, r ->> 'due_on' as due_on, (r ->> 'over_at')::timestamptz as over_at,
       (r ->> 'over_at')::timestamptz <= now() as overdue
from milestones m
cross join lateral jsonb_array_elements(m.running) r
where m.case_id = $1
order by over_at, m.prosecution_id, clock, accused_id
