-- How far accused got, per cohort and step. $1 offices, null: all; $2 counted under.
-- The cohort is the quarter the case was opened in, else referred, else of the first charge. `reached`: got to this step
-- or a later one; `recorded`: this very step is on record; of those who got no further, `ended_here` ended, and
-- `open_here` have not: censored, not lost.
with known as (
  select d.prosecution_id, d.accused_id, d.ending, d.recorded_at, p.complaint_on is not null as complaint,
         a.final, c.cohort, coalesce(c.referred_on, f.charged_on) as begun_on, f.*, g.accepted, h.begun
  from accused_dispositions($1::text[], $2::text) d
  join accused_facts a using (prosecution_id, accused_id)
  left join prosecution_facts p using (prosecution_id)
  left join case_facts c on c.case_id = d.case_id
  left join lateral (
    select bool_or(m.milestone = 'arrest') as arrested, bool_or(m.milestone in ('charge', 'charge_sheet')) as charged,
           bool_or(m.milestone = 'arraignment') as arraigned,
           min(m.reached_on) filter (where m.milestone in ('charge', 'charge_sheet')) as charged_on
    from milestones m
    where m.prosecution_id = d.prosecution_id and m.accused_id = d.accused_id) f on true
  left join lateral (
    select count(*) > 0 as filed, coalesce(bool_or(x.accepted_on is not null), false) as accepted
    from charge_facts x
    where x.prosecution_id = d.prosecution_id and x.accused_id = d.accused_id) g on true
  left join lateral (
    select coalesce(bool_or(x.state = 'held' and x.type in ('evidence', 'testimony', 'argument') or x.testimony), false)
             as begun
    from hearing_facts x
    where x.prosecution_id = d.prosecution_id) h on true
), stepped as (
  select coalesce(cohort, to_char(begun_on, 'YYYY"-Q"Q'), 'unknown') as cohort, recorded_at,
         ending not in ('pending', 'unknown') or final as ended,
         array[true, complaint, coalesce(arrested, false), coalesce(charged, false),
               coalesce(accepted, false), coalesce(arraigned, false) or coalesce(begun, false),
               ending like 'convicted%' or ending like 'acquitted%' or ending in ('hung', 'dismissed'),
               ending like 'convicted%', final and ending like 'convicted%'] as steps
  from known
), furthest as (
  select *, (select max(place) from unnest(steps) with ordinality as s (taken, place) where s.taken) as last
  from stepped
), names as (
  select * from unnest(array['reported', 'complaint_registered', 'arrested', 'charged', 'charge_accepted', 'trial_begun',
                             'judged', 'convicted', 'final']) with ordinality as n (step, place)
)
select f.cohort || '/' || n.step as what,
       count(*) filter (where f.last >= n.place) as n,
       jsonb_build_object(
         'reached', count(*) filter (where f.last >= n.place),
         'recorded', count(*) filter (where f.steps[n.place]),
         'ended_here', count(*) filter (where f.last = n.place and f.ended),
         'open_here', count(*) filter (where f.last = n.place and not f.ended)) as values,
       (select count(*) from furthest) as total,
       max(max(f.recorded_at)) over () as true_at
from furthest f
cross join names n
group by f.cohort, n.step, n.place
order by f.cohort, n.place
