-- $1 feed, $2 lane; of each row: $3 reaction, $4 topic, $5 offset; they stay, so that it is known what is in no read model
update waiting_event w set state = 'discarded'
  from unnest($3::text[], $4::text[], $5::bigint[]) n (reaction, topic, o)
 where w.feed = $1 and w.lane = $2 and w.state = 'parked'
   and w.reaction = n.reaction and w.topic = n.topic and w."offset" = n.o;
