-- Charges by whether the fates told of their counts add up to them. $1 offices, null: all; $2 counted under.
-- `exceed`: more fates were told than there are counts; those beyond are held. `short`: counts are open or nothing is
-- told of them.
with told as (
  select c.counts, c.recorded_at,
         c.guilty_by_trial + c.guilty_by_plea + c.not_guilty + c.dismissed + c.hung + c.withdrawn + c.rejected
           + coalesce(h.counts, 0) as fates
  from charge_facts c
  join accused_facts a using (prosecution_id, accused_id)
  left join lateral (
    select sum(f.counts) as counts
    from held_facts f
    where f.stream_id = c.prosecution_id and f.charge_id = c.charge_id and not f.settled
      and f.type in ('VerdictRecorded', 'ChargeWithdrawn', 'ChargeRejected')) h on true
  where a.registered and a.counted_under = $2::text and ($1::text[] is null or a.office_id = any ($1::text[]))
), compared as (
  select *, case when fates = counts then 'agree' when fates < counts then 'short' else 'exceed' end as stands
  from told
)
select stands as what,
       count(*) as n,
       jsonb_build_object('charges', count(*), 'counts', sum(counts), 'fates', sum(fates)) as values,
       (sum(count(*)) over ())::bigint as total,
       max(max(recorded_at)) over () as true_at
from compared
group by stands
order by stands
