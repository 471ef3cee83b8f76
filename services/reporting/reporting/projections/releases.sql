-- Releases, newest first, without their tables. $1 whether drafts too.
select case_id as release_id, snapshot ->> 'readers' as readers, (snapshot ->> 'k')::int as k,
       (snapshot ->> 'rounding')::int as rounding, snapshot -> 'definitionVersions' as definition_versions,
       snapshot_hash, drafted_at, published_at, superseded_by,
       case when superseded_by is null then
         (select count(*)::int from jsonb_object_keys(touched) as t (event_id) where not reviewed ? t.event_id) else 0
       end as corrections
from releases
where $1::boolean or published_at is not null
order by coalesce(published_at, drafted_at) desc, case_id
