-- What was to be done, and was. $1 offices, null: all; $2 counted under. What is not yet due is in no denominator.
select measure as what,
       count(met) as n,
       jsonb_build_object(
         'met', count(*) filter (where met),
         'not_met', count(*) filter (where not met),
         'not_yet_due', count(*) filter (where met is null),
         'share', round(count(*) filter (where met)::numeric / nullif(count(met), 0), 4)) as values,
       (sum(count(met)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from compliance_facts
where begun and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
group by measure
order by measure
