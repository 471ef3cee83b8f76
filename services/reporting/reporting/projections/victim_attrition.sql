-- How far victims got, per cohort and step. $1 offices, null: all; $2 counted under. The cohort is the quarter their case
-- was opened in, else referred. `left_here` got no further and have declined or exited; `open_here` are censored.
with stepped as (
  select coalesce(c.cohort, to_char(c.referred_on, 'YYYY"-Q"Q'), 'unknown') as cohort, v.recorded_at,
         v.declined_on is not null or v.exited as gone,
         case
           when v.restored then 4
           when v.enrolled then 3
           when v.attribution is not null then 2
           else 1
         end as last
  from victim_facts v
  left join case_facts c using (case_id)
  where v.counted_under = $2::text and ($1::text[] is null or v.office_id = any ($1::text[]))
), names as (
  select * from unnest(array['met', 'brought_to_safety', 'enrolled', 'restored']) with ordinality as n (step, place)
)
select s.cohort || '/' || n.step as what,
       count(*) filter (where s.last >= n.place) as n,
       jsonb_build_object(
         'reached', count(*) filter (where s.last >= n.place),
         'left_here', count(*) filter (where s.last = n.place and s.gone),
         'open_here', count(*) filter (where s.last = n.place and not s.gone)) as values,
       (select count(*) from stepped) as total,
       max(max(s.recorded_at)) over () as true_at
from stepped s
cross join names n
group by s.cohort, n.step, n.place
order by s.cohort, n.place
