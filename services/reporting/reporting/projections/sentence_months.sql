-- Months of custody in the first sentence of those convicted, with and without zeros. $1 offices, null: all;
-- $2 counted under.
with given as (
  select sentence_months as months, recorded_at
  from accused_dispositions($1::text[], $2::text)
  where ending like 'convicted%' and sentence_months is not null
), shown as (
  select 1 as place, 'all' as what, months, recorded_at from given
  union all
  select 2, 'above_zero', months, recorded_at from given where months > 0
)
select what,
       count(*) as n,
       jsonb_build_object(
         'min', min(months),
         'q1', percentile_cont(0.25) within group (order by months),
         'median', percentile_cont(0.5) within group (order by months),
         'q3', percentile_cont(0.75) within group (order by months),
         'max', max(months),
         'zero', count(*) filter (where months = 0)) as values,
       (select count(*) from given) as total,
       max(max(recorded_at)) over () as true_at
from shown
group by place, what
order by place
