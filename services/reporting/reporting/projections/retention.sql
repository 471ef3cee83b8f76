-- Survivors enrolled, by year: how they stood $3 months later, of those whom that long ago has been seen.
-- $1 offices, null: all; $2 counted under; $3 months. Seen is until the last record of any of them.
with enrolled as (
  select *, enrolled_on + make_interval(months => $3::int) as due,
         (max(recorded_at) over ())::date as seen_until
  from victim_facts
  where enrolled_on is not null and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
), seen as (
  select *, restored and restored_on is null or exited and exited_on is null as day_unknown,
         due <= seen_until and not (restored and restored_on is null or exited and exited_on is null) as seen_through,
         restored_on is not null and restored_on <= due as restored_by_then,
         exited_on is not null and exited_on <= due as exited_by_then
  from enrolled
)
select extract(year from enrolled_on)::text as what,
       count(*) filter (where seen_through) as n,
       jsonb_build_object(
         'restored', count(*) filter (where seen_through and restored_by_then),
         'exited', count(*) filter (where seen_through and exited_by_then and not restored_by_then),
         'in_care', count(*) filter (where seen_through and not exited_by_then and not restored_by_then),
         'not_yet_that_long', count(*) filter (where due > seen_until),
         'ended_on_no_known_day', count(*) filter (where due <= seen_until and day_unknown),
         'revictimised', count(*) filter (where seen_through and revictimised > 0),
         'share_restored', round(count(*) filter (where seen_through and restored_by_then)::numeric
                                 / nullif(count(*) filter (where seen_through), 0), 4)) as values,
       (sum(count(*) filter (where seen_through)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from seen
group by 1
order by 1
