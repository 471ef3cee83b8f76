-- $1 topic, $2 lane: what came from earlier logs goes below zero, in its order and below what is there already
update received_event r
   set "offset" = apart.lowest - apart.highest - 1 + r."offset"
  from (select least(min("offset"), 0) as lowest, max("offset") as highest
          from received_event where topic = $1 and lane = $2) apart
 where r.topic = $1 and r.lane = $2 and r."offset" >= 0;
