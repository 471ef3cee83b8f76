-- $1 topic, $2 lane: the same for what waits, which every feed and reaction has rows of its own of
update waiting_event w
   set "offset" = apart.lowest - apart.highest - 1 + w."offset"
  from (select least(min("offset"), 0) as lowest, max("offset") as highest
          from waiting_event where topic = $1 and lane = $2) apart
 where w.topic = $1 and w.lane = $2 and w."offset" >= 0;
