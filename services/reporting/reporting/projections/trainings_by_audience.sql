-- Trainings delivered, by audience. $1 offices, null: all; $2 counted under.
select audience as what,
       count(*) as n,
       jsonb_build_object('trainings', count(*), 'attendances', sum(participants)) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from trainings
where counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
group by audience
order by audience
