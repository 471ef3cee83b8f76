-- $1 feed, $2 topic
select lane, next_offset from read_offset where feed = $1 and topic = $2;
