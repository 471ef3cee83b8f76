-- $1 feed, $2 lane, $3 case
select reaction, topic, "offset", headers, body, error, fingerprint
  from waiting_event
 where feed = $1 and lane = $2 and case_id = $3 and state = 'parked'
 order by reaction, since, stream_id, version;
