-- Organisations that survivors were referred to, under their pseudonyms. $1 offices, null: all; $2 counted under.
select org_id::text as what,
       count(*) as n,
       jsonb_build_object(
         'referred', count(*),
         'accepted', count(*) filter (where accepted),
         'rejected', count(*) filter (where rejected),
         'declined_by_survivor', count(*) filter (where declined),
         'not_answered', count(*) filter (where not accepted and not rejected and not declined),
         'implemented', count(*) filter (where delivered > 0),
         'implemented_per_referred', round(count(*) filter (where delivered > 0)::numeric / count(*), 4),
         'median_days_to_accept', percentile_cont(0.5) within group (order by accepted_on - referred_on)) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from service_facts
where org_id is not null and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
group by org_id
order by n desc, what
