-- $1 case: every event of it that waits or was discarded, in the order in which it came; no body
select feed, reaction, topic, lane, "offset", stream_id, version, event_id, headers::jsonb ->> 'ce_type' as type,
       state, error, fingerprint, since
  from waiting_event
 where case_id = $1
 order by since, stream_id, version;
