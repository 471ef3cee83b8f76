-- $1 feed, $2 lane
select topic, next_offset from read_offset where feed = $1 and lane = $2;
