-- $1 feed; of each partition: $2 topic, $3 lane, $4 offset. In how many it has not got there
select count(*)
  from unnest($2::text[], $3::smallint[], $4::bigint[]) o (topic, lane, next_offset)
  left join read_offset n on n.feed = $1 and n.topic = o.topic and n.lane = o.lane
 where o.next_offset > coalesce(n.next_offset, 0);
