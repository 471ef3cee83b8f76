-- Victims by kind of exploitation or means of control; a victim may have several. $1 offices, null: all; $2 counted
-- under; $3 exploitation or means.
-- Shares are of those with any kind known, so they may add up to more than one; the others are in no denominator.
with known as (
  select case $3::text when 'means' then v.means else v.exploitation end as kinds, v.recorded_at
  from victim_facts v
  where jsonb_array_length(case $3::text when 'means' then v.means else v.exploitation end) > 0
    and v.counted_under = $2::text and ($1::text[] is null or v.office_id = any ($1::text[]))
)
select kind as what,
       count(*) as n,
       jsonb_build_object('share', round(count(*)::numeric / (select count(*) from known), 4)) as values,
       (select count(*) from known) as total,
       max(max(recorded_at)) over () as true_at
from known
cross join lateral jsonb_array_elements_text(kinds) as kind
group by kind
order by n desc, kind
