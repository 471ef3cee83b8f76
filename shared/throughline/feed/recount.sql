-- $1 feed, $2 lane, $3 more applied, $4 more parked; either may be negative
update feed_count set applied = applied + $3, parked = parked + $4 where feed = $1 and lane = $2;
