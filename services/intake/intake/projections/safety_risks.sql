-- A page of open safety risks, the oldest first.
-- $1 offices, null: all; $2 level asked for, null: all; $3 the risk to go on after, null: from the start; $4 how many.
select r.case_id, r.risk_id, r.office_id, r.reference, r.level, r.subjects, r.comes_from, r.suspect_id, r.detail_ref,
       r.raised_on
from safety_risks r
where r.mitigated_on is null
  and ($1::text[] is null or r.office_id = any($1::text[]))
  and ($2::text is null or r.level = $2::text)
  and ($3::uuid is null
    or (r.raised_on, r.risk_id) > (select last.raised_on, last.risk_id from safety_risks last where last.risk_id = $3::uuid))
order by r.raised_on, r.risk_id
limit $4
