-- Days from charge to the first ending, per accused who was charged on a known day; null days: ended on no known day.
-- $1 offices, null: all; $2 counted under. Whose trial has not ended is censored (cause null) on the last day that
-- anything is known of under this source.
with accused as (
  select d.*, (select min(m.reached_on) from milestones m
               where m.prosecution_id = d.prosecution_id and m.accused_id = d.accused_id
                 and m.milestone in ('charge', 'charge_sheet')) as begun_on,
         (select min(m.reached_on) from milestones m
          where m.prosecution_id = d.prosecution_id
            and m.accused_id in (d.accused_id, '00000000-0000-0000-0000-000000000000')
            and m.milestone in ('judgment', 'sentence', 'final', 'death', 'discontinuance')) as ended_on
  from accused_dispositions($1::text[], $2::text) d
), known as (
  select *, (select max(m.reached_on) from milestones m join accused_facts f using (prosecution_id)
             where f.counted_under = $2::text) as seen_until
  from accused
  where begun_on is not null
)
select case when ending in ('pending', 'unknown') then seen_until else ended_on end - begun_on as days,
       case
         when ending in ('pending', 'unknown') then null
         when ending like 'convicted%' then 'convicted'
         when ending like 'acquitted%' then 'acquitted'
         when ending = 'died' then 'died'
         else 'ended_without_verdict'
       end as cause,
       recorded_at
from known
