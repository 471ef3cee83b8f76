-- $1 the old feed, $2 the new feed: in how many partitions the new one has not read as far
select count(*)
  from read_offset o
  left join read_offset n on n.feed = $2 and n.topic = o.topic and n.lane = o.lane
 where o.feed = $1 and o.next_offset > coalesce(n.next_offset, 0);
