-- The suspects of one case.
-- $1 case id.
select suspect_id, roles, profile_ref, identified_on, unlinked_because
from suspects
where case_id = $1
order by identified_on nulls last, suspect_id
