-- One release as it was frozen. $1 its id; $2 whether a draft too.
select case_id as release_id, snapshot ->> 'readers' as readers, (snapshot ->> 'k')::int as k,
       (snapshot ->> 'rounding')::int as rounding, snapshot -> 'definitionVersions' as definition_versions,
       snapshot_hash, drafted_at, published_at, superseded_by, snapshot,
       case when superseded_by is null then
         (select count(*)::int from jsonb_object_keys(touched) as t (event_id) where not reviewed ? t.event_id) else 0
       end as corrections
from releases
where case_id = $1 and ($2::boolean or published_at is not null)
