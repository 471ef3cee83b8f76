-- A page of a case's timeline, as far as one reader may see it, oldest first.
-- $1 case id; $2 services seen whole; $3, $4 further service and event type pairs seen, side by side;
-- $5 event types asked for, null: all; $6..$9 the row to go on after, null: from the start; $10 how many rows.
-- A held fact is seen by those who may see the event it would have become.
select event_id, case_id, case_reference, service, stream_id, stream_version, event_type as type, data, authority,
       actor_role, actor_id, occurred_at, occurred_precision, recorded_at, causation_id, correlation_id, source, historical
from timeline t
where case_id = $1
  and (service = any($2::text[])
    or exists (
      select from unnest($3::text[], $4::text[]) seen(service, event_type)
      where seen.service = t.service
        and seen.event_type = case when t.event_type = 'FactHeld' then t.data ->> 'type' else t.event_type end))
  and ($5::text[] is null or event_type = any($5::text[]))
  and ($6::timestamptz is null
    or (occurred_at, recorded_at, stream_id, stream_version) > ($6::timestamptz, $7::timestamptz, $8::uuid, $9::bigint))
order by occurred_at, recorded_at, stream_id, stream_version
limit $10
