-- Days from one milestone to another, per accused who has both. $1 offices, null: all; $2 counted under;
-- $3, $4 the milestones from and to, side by side. Quartiles by the inclusive method; negatives stay in.
-- Who has no charge on record was charged when a charge sheet named him.
with pairs as (
  select * from unnest($3::text[], $4::text[]) with ordinality as p (started, ended, place)
), accused as (
  select prosecution_id, accused_id
  from accused_facts
  where registered and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
), recorded as (
  select a.prosecution_id, a.accused_id, m.milestone, m.reached_on, m.precision, m.recorded_at
  from accused a
  join milestones m on m.prosecution_id = a.prosecution_id
   and m.accused_id in (a.accused_id, '00000000-0000-0000-0000-000000000000')
), reached as (
  select * from recorded
  union all
  select s.prosecution_id, s.accused_id, 'charge', s.reached_on, s.precision, s.recorded_at
  from recorded s
  where s.milestone = 'charge_sheet' and not exists (
    select from recorded c
    where c.milestone = 'charge' and c.prosecution_id = s.prosecution_id and c.accused_id = s.accused_id)
), spans as (
  select p.place, t.reached_on - f.reached_on as days, 'month' in (f.precision, t.precision) as coarse,
         greatest(f.recorded_at, t.recorded_at) as recorded_at
  from pairs p
  join reached f on f.milestone = p.started
  join reached t on t.milestone = p.ended and t.prosecution_id = f.prosecution_id and t.accused_id = f.accused_id
)
select p.started || '_to_' || p.ended as what,
       count(s.days) as n,
       jsonb_build_object(
         'min', min(s.days),
         'q1', percentile_cont(0.25) within group (order by s.days),
         'median', percentile_cont(0.5) within group (order by s.days),
         'q3', percentile_cont(0.75) within group (order by s.days),
         'p90', percentile_cont(0.9) within group (order by s.days),
         'max', max(s.days),
         'negative', count(*) filter (where s.days < 0),
         'known_to_the_month_only', count(*) filter (where s.coarse)) as values,
       (select count(*) from accused) as total,
       max(max(s.recorded_at)) over () as true_at
from pairs p
left join spans s on s.place = p.place
group by p.place, p.started, p.ended
order by p.place
