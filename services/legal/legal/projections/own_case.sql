-- What her own case holds for a victim. $1 case id; $2 the victim. No row where she is none of it.
select v.case_id, v.reference as case_reference, v.office_id, $2::uuid as person_id, own.*
from case_view v
cross join lateral own_case(v.case_id, $2::uuid) own
where v.case_id = $1
  and v.victim_ids ? $2::text
