-- Victims brought to safety, by what the agency had to do with it. $1 offices, null: all; $2 counted under.
select attribution as what,
       count(*) as n,
       jsonb_build_object(
         'victims', count(*),
         'cases', count(distinct case_id),
         'later_declined', count(*) filter (where later_declined),
         'enrolled', count(*) filter (where enrolled),
         'officially_victims', count(*) filter (where official_status = 'ActualVictimOfTrafficking'),
         'officially_not_victims', count(*) filter (where official_status = 'NotAVictimOfTrafficking')) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from victim_facts
where attribution is not null and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
group by attribution
order by n desc, attribution
