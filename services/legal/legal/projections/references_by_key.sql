-- Which prosecutions of some offices an authority knows by this number.
-- $1 offices, null: all; $2 keyed hash of the number; $3 organisation, null: any.
select r.case_id, r.case_reference, r.office_id, r.prosecution_id, r.accused_id, r.org_id, r.kind
from external_references r
where r.reference_key = $2
  and ($1::text[] is null or r.office_id = any ($1))
  and ($3::uuid is null or r.org_id = $3)
order by r.case_id, r.prosecution_id, r.kind
limit 100
