-- $1 feed, $2 lane
select topic, "offset", stream_id, version, headers, body
  from waiting_event where feed = $1 and lane = $2 and state = 'held';
