-- $1 feed, $2 lane, $3 topics, $4 first offsets, $5 next offsets, $6 last event ids; a row per topic moved
update read_offset o set next_offset = n.next, last_event_id = n.last_id
  from unnest($3::text[], $4::bigint[], $5::bigint[], $6::uuid[]) n (topic, first, next, last_id)
 where o.feed = $1 and o.topic = n.topic and o.lane = $2 and o.next_offset = n.first
returning o.topic;
