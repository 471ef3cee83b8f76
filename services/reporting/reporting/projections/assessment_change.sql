-- Change of each domain's mean between two complete assessments of a survivor by the same instrument: from her intake
-- to her first of six months and to her first yearly one, and from the first of all to the last. $1 offices, null: all;
-- $2 counted under. One that another corrects counts no more. Groups are small: what asks this hides what could be derived.
with complete as (
  select survivor_id, instrument, kind, domain_means, recorded_at,
         row_number() over (partition by survivor_id, instrument order by completed_on, recorded_at, assessment_id) as place,
         row_number() over (partition by survivor_id, instrument, kind
                            order by completed_on, recorded_at, assessment_id) as of_kind,
         count(*) over (partition by survivor_id, instrument) as known
  from assessment_facts
  where completed_on is not null and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
    and assessment_id not in (select corrects from assessment_facts where corrects is not null and completed_on is not null)
), occasions as (
  select 1 as rank, 'intake_to_six_months' as between_these, 'intake' as started, 'six_month' as ended
  union all
  select 2, 'intake_to_twelve_months', 'intake', 'annual'
), pairs as (
  select o.rank, o.between_these, f.survivor_id, f.instrument, f.domain_means as before, l.domain_means as after,
         greatest(f.recorded_at, l.recorded_at) as recorded_at
  from occasions o
  join complete f on f.kind = o.started and f.of_kind = 1
  join complete l on l.survivor_id = f.survivor_id and l.instrument = f.instrument and l.kind = o.ended and l.of_kind = 1
   and l.place > f.place
  union all
  select 3, 'first_to_last', f.survivor_id, f.instrument, f.domain_means, l.domain_means,
         greatest(f.recorded_at, l.recorded_at)
  from complete f
  join complete l on l.survivor_id = f.survivor_id and l.instrument = f.instrument and l.place = l.known
  where f.place = 1 and f.known > 1
), changes as (
  select p.*, b.key as domain, b.value::numeric as was, a.value::numeric as became
  from pairs p
  join lateral jsonb_each_text(p.before) b on true
  join lateral jsonb_each_text(p.after) a on a.key = b.key
)
select instrument || '/' || domain || '/' || between_these as what,
       count(*) as n,
       jsonb_build_object(
         'instrument', instrument,
         'domain', domain,
         'mean', round(avg(became - was), 2),
         'median', percentile_cont(0.5) within group (order by became - was),
         'mean_before', round(avg(was), 2),
         'mean_after', round(avg(became), 2),
         'median_before', percentile_cont(0.5) within group (order by was),
         'median_after', percentile_cont(0.5) within group (order by became)) as values,
       (select count(distinct survivor_id) from changes) as total,
       max(max(recorded_at)) over () as true_at
from changes
group by instrument, domain, rank, between_these
order by instrument, domain, rank
