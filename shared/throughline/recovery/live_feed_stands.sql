-- $1 own topics
select topic, lane, next_offset from read_offset where feed = 'live' and topic = any ($1::text[]);
