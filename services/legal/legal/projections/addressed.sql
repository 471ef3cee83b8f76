-- Which prosecution, and which accused of it where the number is theirs alone, an authority means by a number of its own.
-- $1 offices, null: all; $2 kind of number; $3 keyed hash of it.
select r.case_id, r.prosecution_id,
       case when count(distinct r.accused_id) = 1 and count(*) = count(r.accused_id) then min(r.accused_id::text)::uuid end
         as accused_id
from external_references r
where r.kind = $2
  and r.reference_key = $3
  and ($1::text[] is null or r.office_id = any ($1))
group by r.case_id, r.prosecution_id
limit 2
