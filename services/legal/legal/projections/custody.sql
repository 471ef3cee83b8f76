-- Custody and bail of everybody accused in a case, prosecution by prosecution. At liberty is who is held in none.
-- $1 case id.
select a.prosecution_id, a.accused_id, a.custody, a.custody_since, a.bail, a.bail_kind, a.bail_conditions,
       a.release_expected_on
from accused_status a
where a.case_id = $1
order by a.prosecution_id, a.accused_id
