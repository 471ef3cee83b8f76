-- $1 feed
select topic, lane, next_offset from read_offset where feed = $1;
