-- Published releases, not superseded, with figures of which a fact was corrected after they were drafted, and nobody has
-- looked at that since. $1 by figure, the events behind it as service/Type (json). A draft's counts were taken a little
-- before it: what was corrected in the hour before counts as later.
with figures as (
  select r.case_id, r.drafted_at, r.reviewed, shown ->> 'source' as source,
         regexp_replace(shown ->> 'definition', '-[0-9]+$', '') as name
  from releases r
  cross join lateral jsonb_array_elements(r.snapshot -> 'tables') as shown
  where r.published_at is not null and r.superseded_by is null
)
select f.case_id as release_id,
       array_agg(distinct f.name order by f.name) as figures,
       array_agg(distinct wrong.event_id) as corrected,
       min(correction.recorded_at) as since
from figures f
join timeline wrong on wrong.corrected_by is not null
 and $1::jsonb -> f.name ? (wrong.service || '/' || wrong.event_type)
 and f.source = case when wrong.source like 'import:%' then split_part(wrong.source, '#', 1)
                     when wrong.historical then 'historical' else 'own' end
 and not f.reviewed ? wrong.event_id::text
join timeline correction on correction.event_id = wrong.corrected_by
 and correction.recorded_at > f.drafted_at - interval '1 hour'
group by f.case_id
order by since, f.case_id
