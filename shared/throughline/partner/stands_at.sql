-- $1 feed, $2 topic, $3 partition
select next_offset, last_event_id from read_offset where feed = $1 and topic = $2 and lane = $3;
