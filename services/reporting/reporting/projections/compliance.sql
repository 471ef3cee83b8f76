-- What was to be done, and was. $1 offices, null: all; $2 counted under. What is not yet due is in no denominator.
-- An assessment is in time where it was complete by the day it fell due; one that fell due and waits, or came later, is
-- not. Each one completed answers what fell due before it, or was in time by itself.
with assessments as (
  select survivor_id, due_on, completed_on, office_id, recorded_at
  from assessment_facts
  where counted_under = $2::text and $2::text = 'own' and ($1::text[] is null or office_id = any ($1::text[]))
    and (due_on is not null or completed_on is not null and corrects is null and kind in ('intake', 'six_month', 'annual'))
), instances as (
  select measure, met, recorded_at
  from compliance_facts
  where begun and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
  union all
  select 'assessment_on_time', exists (
           select from assessments c
           where c.survivor_id = d.survivor_id and c.completed_on is not null and c.completed_on = d.due_on),
         d.recorded_at
  from assessments d
  where d.due_on is not null
  union all
  select 'assessment_on_time', true, c.recorded_at
  from assessments c
  where c.completed_on is not null and not exists (
    select from assessments d
    where d.survivor_id = c.survivor_id and d.due_on <= c.completed_on and not exists (
      select from assessments b
      where b.survivor_id = c.survivor_id and b.completed_on >= d.due_on and b.completed_on < c.completed_on))
)
select measure as what,
       count(met) as n,
       jsonb_build_object(
         'met', count(*) filter (where met),
         'not_met', count(*) filter (where not met),
         'not_yet_due', count(*) filter (where met is null),
         'share', round(count(*) filter (where met)::numeric / nullif(count(met), 0), 4)) as values,
       (sum(count(met)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from instances
group by measure
order by measure
