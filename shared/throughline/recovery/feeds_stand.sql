-- $1 topics: where every feed stands in them
select feed, topic, lane, next_offset, last_event_id
  from read_offset
 where topic = any ($1::text[])
 order by feed, topic, lane;
