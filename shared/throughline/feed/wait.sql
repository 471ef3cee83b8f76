-- $1 feed, $2 reaction, $3 case, $4 topic, $5 lane, $6 offset, $7 stream, $8 version, $9 event id, $10 headers,
-- $11 body, $12 state, $13 error, $14 fingerprint; `since` says in which order they came, also within a batch
insert into waiting_event
  (feed, reaction, case_id, topic, lane, "offset", stream_id, version, event_id, headers, body, state, error, fingerprint, since)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, clock_timestamp())
on conflict (feed, reaction, topic, lane, "offset") do update
  set state = excluded.state, error = excluded.error, fingerprint = excluded.fingerprint;
