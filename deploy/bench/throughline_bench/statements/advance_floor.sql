-- $1 lanes, $2 first offsets, $3 next offsets; a row per lane moved
update floor_offset o set next_offset = n.next
  from unnest($1::smallint[], $2::bigint[], $3::bigint[]) n (lane, first, next)
 where o.lane = n.lane and o.next_offset = n.first
returning o.lane;
