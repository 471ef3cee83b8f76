-- Change of each domain's mean from a survivor's first to her last complete assessment by the same instrument.
-- $1 offices, null: all; $2 counted under. Groups are small: what asks this hides what could be derived.
with complete as (
  select survivor_id, instrument, domain_means, recorded_at,
         first_value(assessment_id) over earliest = assessment_id as first,
         first_value(assessment_id) over newest = assessment_id as last
  from assessment_facts
  where completed_on is not null and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
  window earliest as (partition by survivor_id, instrument order by completed_on, recorded_at, assessment_id),
         newest as (partition by survivor_id, instrument order by completed_on desc, recorded_at desc, assessment_id desc)
), pairs as (
  select f.survivor_id, f.instrument, b.key as domain, b.value::numeric as before, a.value::numeric as after,
         greatest(f.recorded_at, l.recorded_at) as recorded_at
  from complete f
  join complete l on l.survivor_id = f.survivor_id and l.instrument = f.instrument and l.last and not l.first
  join lateral jsonb_each_text(f.domain_means) b on true
  join lateral jsonb_each_text(l.domain_means) a on a.key = b.key
  where f.first and not f.last
)
select instrument || '/' || domain as what,
       count(*) as n,
       jsonb_build_object(
         'instrument', instrument,
         'domain', domain,
         'mean', round(avg(after - before), 2),
         'median', percentile_cont(0.5) within group (order by after - before),
         'mean_before', round(avg(before), 2),
         'mean_after', round(avg(after), 2)) as values,
       (select count(distinct survivor_id) from pairs) as total,
       max(max(recorded_at)) over () as true_at
from pairs
group by instrument, domain
order by instrument, domain
