-- Accused by what is known of their custody before judgment. $1 offices, null: all; $2 counted under.
-- An arrest alone does not say whether he was kept: only a remand, or bail refused, does; a release comes before both.
with known as (
  select case when released then 'released' when remanded then 'detained' else 'not_stated' end as stands, recorded_at
  from accused_facts
  where registered and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
)
select stands as what,
       count(*) as n,
       jsonb_build_object('accused', count(*)) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from known
group by stands
order by n desc, stands
