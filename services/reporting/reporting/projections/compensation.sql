-- Compensation and restitution, per currency, never added up across them. $1 offices, null: all; $2 counted under.
select currency as what,
       count(*) as n,
       jsonb_build_object(
         'orders', count(*),
         'accused', count(distinct (prosecution_id, accused_id)) filter (where accused_id is not null),
         'survivors', count(distinct (case_id, victim_id)) filter (where victim_id is not null),
         'survivors_received', count(distinct (case_id, victim_id)) filter (where victim_id is not null and received > 0),
         'awarded', sum(awarded),
         'received', sum(received),
         'received_per_100_awarded', round(100 * sum(received) / nullif(sum(awarded), 0), 1)) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from compensations
where currency <> '' and counted_under = $2::text and ($1::text[] is null or office_id = any ($1::text[]))
group by currency
order by currency
