-- $1 the live feed, $2 the new feed, which goes on from where the live one stands
insert into read_offset (feed, topic, lane, next_offset, last_event_id)
select $2, topic, lane, next_offset, last_event_id from read_offset where feed = $1;
