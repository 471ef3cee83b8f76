-- Accused per disposition. $1 offices, null: all; $2 counted under.
select disposition as what,
       count(*) as n,
       jsonb_build_object(
         'accused', count(*),
         'of_which_withdrawn', count(*) filter (where ending = 'withdrawn'),
         'of_which_suspended', count(*) filter (where suspended),
         'of_which_reversed', count(*) filter (where reversed)) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from accused_dispositions($1::text[], $2::text)
group by disposition
order by n desc, disposition
