-- One release as it was frozen. $1 its id; $2 whether a draft too.
select case_id as release_id, snapshot ->> 'readers' as readers, (snapshot ->> 'k')::int as k,
       (snapshot ->> 'rounding')::int as rounding, snapshot -> 'definitionVersions' as definition_versions,
       snapshot_hash, drafted_at, published_at, superseded_by, snapshot
from releases
where case_id = $1 and ($2::boolean or published_at is not null)
