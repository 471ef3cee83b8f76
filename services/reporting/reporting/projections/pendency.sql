-- Prosecutions by year: pending when it began, instituted, disposed of, pending when it ended, and clearance, which is
-- disposed / (pending + instituted). $1 offices, null: all; $2 counted under. Instituted is the first complaint or charge
-- on a known day; disposed of is when the last of its accused ended. Those that ended on no known day are shown beside.
with accused as (
  select d.prosecution_id, d.accused_id, d.recorded_at,
         d.ending not in ('pending', 'unknown') as ended,
         (select min(m.reached_on) from milestones m
          where m.prosecution_id = d.prosecution_id
            and m.accused_id in (d.accused_id, '00000000-0000-0000-0000-000000000000')
            and m.milestone in ('complaint', 'charge', 'charge_sheet')) as begun_on,
         (select min(m.reached_on) from milestones m
          where m.prosecution_id = d.prosecution_id
            and m.accused_id in (d.accused_id, '00000000-0000-0000-0000-000000000000')
            and m.milestone in ('judgment', 'sentence', 'final', 'death', 'discontinuance')) as ended_on
  from accused_dispositions($1::text[], $2::text) d
), prosecutions as (
  select prosecution_id, min(begun_on) as begun_on, bool_and(ended) as disposed, max(recorded_at) as recorded_at,
         case when bool_and(ended and ended_on is not null) then max(ended_on) end as disposed_on
  from accused
  group by prosecution_id
), years as (
  select generate_series(extract(year from min(begun_on))::int,
                         extract(year from greatest(max(begun_on), max(disposed_on)))::int) as year
  from prosecutions
), counted as (
  select y.year,
         count(*) filter (where extract(year from p.begun_on) < y.year
                          and (p.disposed_on is null or extract(year from p.disposed_on) >= y.year)) as opening,
         count(*) filter (where extract(year from p.begun_on) = y.year) as instituted,
         count(*) filter (where extract(year from p.disposed_on) = y.year) as disposed,
         max(p.recorded_at) as recorded_at
  from years y
  cross join prosecutions p
  where p.begun_on is not null and not (p.disposed and p.disposed_on is null)
  group by y.year
)
select year::text as what,
       opening + instituted as n,
       jsonb_build_object(
         'pending_at_start', opening,
         'instituted', instituted,
         'disposed', disposed,
         'pending_at_end', opening + instituted - disposed,
         'pendency', round((opening + instituted - disposed)::numeric / nullif(opening + instituted, 0), 4),
         'clearance', round(disposed::numeric / nullif(opening + instituted, 0), 4),
         'ended_on_no_known_day', (select count(*) from prosecutions where disposed and disposed_on is null),
         'begun_on_no_known_day', (select count(*) from prosecutions where begun_on is null)) as values,
       (select count(*) from prosecutions) as total,
       max(recorded_at) over () as true_at
from counted
order by year
