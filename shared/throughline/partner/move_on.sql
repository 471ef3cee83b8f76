-- $1 feed, $2 topic, $3 partition, $4 next offset, $5 what stood before it; writers may use transactions, so offsets have holes
insert into read_offset as o (feed, topic, lane, next_offset, last_event_id) values ($1, $2, $3, $4, $5)
on conflict (feed, topic, lane) do update
  set next_offset = excluded.next_offset, last_event_id = excluded.last_event_id
where excluded.next_offset > o.next_offset;
