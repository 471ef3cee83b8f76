-- $1 feed, $2 topic, $3 partition, $4 next offset; writers may use transactions, so offsets have holes
insert into read_offset as o (feed, topic, lane, next_offset) values ($1, $2, $3, $4)
on conflict (feed, topic, lane) do update set next_offset = greatest(o.next_offset, excluded.next_offset);
