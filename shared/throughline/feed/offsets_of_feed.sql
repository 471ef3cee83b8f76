-- $1 feed: where it stands in every lane of every topic
select topic, lane, next_offset from read_offset where feed = $1 order by topic, lane;
