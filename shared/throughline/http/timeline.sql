-- A page of a case's timeline, as far as one reader may see it, oldest first.
-- $1 case id; $2 services seen whole; $3, $4 further service and event type pairs seen, side by side;
-- $5 event types asked for, null: all; $6..$9 the row to go on after, null: from the start; $10 how many rows.
-- $11: streams of persons who are others' to look after, left out whole, with what is about them.
-- A held fact is seen by those who may see the event it would have become; so is what clears it up, or corrects it.
with told as (
  select t.*,
         case t.event_type
           when 'FactHeld' then t.data ->> 'type'
           when 'FactCorrected' then
             (select wrong.event_type from timeline wrong where wrong.event_id = (t.data ->> 'replaces')::uuid)
           when 'HeldFactAccepted' then held.type
           when 'HeldFactDismissed' then held.type
           else t.event_type
         end as concerns
    from timeline t
    left join lateral (
      select h.data ->> 'type' as type from timeline h
       where t.event_type in ('HeldFactAccepted', 'HeldFactDismissed')
         and h.case_id = t.case_id and h.event_type = 'FactHeld' and h.data ->> 'heldId' = t.data ->> 'heldId') held on true
   where t.case_id = $1
)
select event_id, case_id, case_reference, service, stream_id, stream_version, event_type as type, data, authority,
       actor_role, actor_id, occurred_at, occurred_precision, recorded_at, causation_id, correlation_id, source,
       historical, corrected_by
from told t
where (service = any($2::text[])
    or exists (
      select from unnest($3::text[], $4::text[]) seen(service, event_type)
      where seen.service = t.service and seen.event_type = t.concerns))
  and stream_id <> all ($11::uuid[])
  and ($5::text[] is null or event_type = any($5::text[]))
  and ($6::timestamptz is null
    or (occurred_at, recorded_at, stream_id, stream_version) > ($6::timestamptz, $7::timestamptz, $8::uuid, $9::bigint))
order by occurred_at, recorded_at, stream_id, stream_version
limit $10
