-- Gaps found in the justice system, by area, and how far reforms of them got. $1 offices, null: all; $2 counted under.
select g.area as what,
       count(distinct (g.case_id, g.gap_id)) as n,
       jsonb_build_object(
         'gaps', count(distinct (g.case_id, g.gap_id)),
         'proposed', count(r.reform_id),
         'adopted', count(r.reform_id) filter (where r.adopted),
         'gaps_answered', count(distinct (g.case_id, g.gap_id)) filter (where r.adopted)) as values,
       (sum(count(distinct (g.case_id, g.gap_id))) over ())::bigint as total,
       max(greatest(max(g.recorded_at), max(r.recorded_at))) over () as true_at
from gaps g
left join reforms r on r.case_id = g.case_id and r.gap_id = g.gap_id
where g.counted_under = $2::text and ($1::text[] is null or g.office_id = any ($1::text[]))
group by g.area
order by g.area
