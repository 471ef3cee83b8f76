-- $1 feed, $2 lane, $3 more applied, $4 more parked, $5 more discarded; each may be negative
update feed_count set applied = applied + $3, parked = parked + $4, discarded = discarded + $5 where feed = $1 and lane = $2;
