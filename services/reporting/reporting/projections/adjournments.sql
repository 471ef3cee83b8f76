-- Hearings by what became of them, why and for whom they were adjourned, and how far apart they were held.
-- $1 offices, null: all; $2 counted under; $3 days between hearings held that are too many.
with hearings as (
  select *, held_on - lag(held_on) over (partition by prosecution_id, held_on is null order by held_on) as apart
  from hearing_facts
  where counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
), lines as (
  select 1 as place, 'hearings' as what, count(*) as n,
         jsonb_build_object(
           'held', count(*) filter (where state = 'held'),
           'adjourned', count(*) filter (where state = 'adjourned'),
           'vacated', count(*) filter (where state = 'vacated'),
           'scheduled', count(*) filter (where state = 'scheduled'),
           'cases', count(distinct case_id),
           'adjourned_per_held', round(count(*) filter (where state = 'adjourned')::numeric
                                       / nullif(count(*) filter (where state = 'held'), 0), 2),
           'adjourned_per_case', round(count(*) filter (where state = 'adjourned')::numeric
                                       / nullif(count(distinct case_id), 0), 2),
           'median_days_apart', percentile_cont(0.5) within group (order by apart),
           'too_far_apart', count(*) filter (where apart > $3::int)) as values
  from hearings
  having count(*) > 0
  union all
  select 2, 'because/' || reason, count(*), jsonb_build_object('adjourned', count(*))
  from hearings where state = 'adjourned' group by reason
  union all
  select 3, 'asked_by/' || requested_by, count(*), jsonb_build_object('adjourned', count(*))
  from hearings where state = 'adjourned' group by requested_by
)
select what, n, values, (select count(*) from hearings) as total, (select max(recorded_at) from hearings) as true_at
from lines
order by place, n desc, what
