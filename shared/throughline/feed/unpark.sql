-- $1 feed, $2 lane; of each row: $3 reaction, $4 topic, $5 offset
delete from waiting_event w
 using unnest($3::text[], $4::text[], $5::bigint[]) n (reaction, topic, o)
 where w.feed = $1 and w.lane = $2 and w.state = 'parked'
   and w.reaction = n.reaction and w.topic = n.topic and w."offset" = n.o;
