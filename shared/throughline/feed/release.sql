-- $1 feed, $2 lane, $3 topics, $4 offsets
delete from waiting_event w
 using unnest($3::text[], $4::bigint[]) n (topic, o)
 where w.feed = $1 and w.lane = $2 and w.state = 'held' and w.topic = n.topic and w."offset" = n.o;
