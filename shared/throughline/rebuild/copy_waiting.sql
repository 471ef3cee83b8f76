-- $1 the live feed, $2 the new feed, $3 cases: what waits for a predecessor there waits here, what was given up stays so
with copied as (
  insert into waiting_event
    (feed, reaction, case_id, topic, lane, "offset", stream_id, version, event_id, headers, body, state, error, fingerprint, since)
  select $2, '', case_id, topic, lane, "offset", stream_id, version, event_id, headers, body, state, error, fingerprint, since
    from waiting_event
   where feed = $1 and reaction = '' and case_id = any ($3::uuid[]) and state in ('held', 'discarded')
  returning lane, state
)
insert into feed_count as c (feed, lane, held, discarded)
select $2, lane, count(*) filter (where state = 'held'), count(*) filter (where state = 'discarded')
  from copied group by lane
    on conflict (feed, lane) do update set held = c.held + excluded.held, discarded = c.discarded + excluded.discarded;
