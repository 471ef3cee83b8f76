-- Every result of every study, each with its interval and sample; nothing is pooled. $1 offices, null: all;
-- $2 counted under. `without_baseline`: no earlier baseline of its indicator and subgroup is known in its series.
select r.indicator || '/' || r.wave as what,
       r.n,
       jsonb_build_object(
         'study_id', s.study_id, 'series_id', s.series_id, 'site', s.site, 'population', s.population,
         'method', s.method, 'subgroup', r.subgroup, 'definition_version', r.definition_version, 'value', r.value,
         'unit', r.unit, 'ci_low', r.ci_low, 'ci_high', r.ci_high, 'ci_level', r.ci_level,
         'no_interval_because', r.no_interval_because, 'measured_on', r.measured_on,
         'without_baseline', r.wave <> 'baseline' and not exists (
           select from study_results b
           join studies same on same.study_id = b.study_id
           where same.series_id = s.series_id and b.indicator = r.indicator and b.wave = 'baseline'
             and b.subgroup is not distinct from r.subgroup
             and (b.measured_on is null or r.measured_on is null or b.measured_on <= r.measured_on))) as values,
       count(*) over () as total,
       max(r.recorded_at) over () as true_at
from study_results r
join studies s on s.study_id = r.study_id
where r.counted_under = $2::text and ($1::text[] is null or r.office_id = any ($1::text[]))
order by s.series_id, r.indicator, r.measured_on, r.result_id
