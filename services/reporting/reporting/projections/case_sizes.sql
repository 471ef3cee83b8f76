-- Accused and victims per case. $1 offices, null: all; $2 counted under. Victims are counted once per case: whoever is in
-- two cases is counted in each. `in_two_largest` shows how much of a total hangs on two cases.
with cases as (
  select c.case_id, c.alleged_victims as alleged, c.recorded_at,
         (select count(*) from accused_facts a where a.case_id = c.case_id and a.registered) as accused,
         (select count(*) from victim_facts v where v.case_id = c.case_id) as victims
  from case_facts c
  where c.counted_under = $2::text and ($1::text[] is null or c.office_id = any ($1::text[]))
), sizes as (
  select 1 as place, 'accused' as what, accused as size, recorded_at from cases where accused > 0
  union all
  select 2, 'victims', victims, recorded_at from cases where victims > 0
  union all
  select 3, 'victims_alleged', alleged, recorded_at from cases where alleged is not null
), ranked as (
  select *, row_number() over (partition by what order by size desc) as rank from sizes
)
select what,
       count(*) as n,
       jsonb_build_object(
         'cases', count(*),
         'total', sum(size),
         'median', percentile_cont(0.5) within group (order by size),
         'max', max(size),
         'in_two_largest', sum(size) filter (where rank <= 2)) as values,
       (select count(*) from cases) as total,
       max(max(recorded_at)) over () as true_at
from ranked
group by place, what
order by place
