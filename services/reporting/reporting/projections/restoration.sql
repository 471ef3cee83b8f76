-- How survivors' care ended. $1 offices, null: all; $2 counted under. A restored survivor who exits counts as restored.
with ended as (
  select case when restored_on is not null then 'restored' else 'exited/' || exit_reason end as what,
         revictimised, recorded_at
  from victim_facts
  where enrolled_on is not null and (restored_on is not null or exited_on is not null)
    and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
)
select what,
       count(*) as n,
       jsonb_build_object(
         'survivors', count(*),
         'share', round(count(*)::numeric / sum(count(*)) over (), 4),
         'revictimised', count(*) filter (where revictimised > 0)) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from ended
group by what
order by what = 'restored' desc, n desc, what
