-- Tables of published releases, oldest first. $1 names of figures without their version; $2 source.
select snapshot ->> 'readers' as readers, (snapshot ->> 'k')::int as k, (snapshot ->> 'rounding')::int as rounding,
       shown as table
from releases
cross join lateral jsonb_array_elements(snapshot -> 'tables') as shown
where published_at is not null
  and shown ->> 'source' = $2
  and regexp_replace(shown ->> 'definition', '-[0-9]+$', '') = any ($1::text[])
order by published_at, case_id
