-- How survivors' care ended, by the year it did. $1 offices, null: all; $2 counted under. A restored survivor who exits
-- counts as restored, in the year she was. Shares are of those whose care ended in the year.
with ended as (
  select coalesce(extract(year from case when restored then restored_on else exited_on end)::text, 'unknown') as year,
         case when restored then 'restored' else 'exited/' || exit_reason end as how, revictimised, recorded_at
  from victim_facts
  where enrolled and (restored or exited)
    and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
)
select year || '/' || how as what,
       count(*) as n,
       jsonb_build_object(
         'survivors', count(*),
         'share', round(count(*)::numeric / sum(count(*)) over (partition by year), 4),
         'revictimised', count(*) filter (where revictimised > 0)) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from ended
group by year, how
order by year, how = 'restored' desc, n desc, how
