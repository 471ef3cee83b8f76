-- Victims met, by one characteristic, and how many of them were brought to safety. $1 offices, null: all; $2 counted
-- under; $3 gender, age_band or case_type. Not known is a group of its own.
select coalesce(case $3::text when 'gender' then v.gender when 'age_band' then v.age_band else c.case_type end,
                'not_known') as what,
       count(*) as n,
       jsonb_build_object(
         'met', count(*),
         'brought_to_safety', count(v.attribution),
         'officially_victims', count(*) filter (where v.official_status = 'ActualVictimOfTrafficking')) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(v.recorded_at)) over () as true_at
from victim_facts v
left join case_facts c using (case_id)
where v.counted_under = $2::text and ($1::text[] is null or v.office_id = any ($1::text[]))
group by 1
order by n desc, what
