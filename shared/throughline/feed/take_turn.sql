-- $1 feed, $2 lane, $3 the sequence number we know; no row: not ours any more
update lane set seq = seq + 1 where feed = $1 and lane = $2 and seq = $3 returning seq;
