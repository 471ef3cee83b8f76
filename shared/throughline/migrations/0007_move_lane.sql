-- Moves a lane on by one batch: its turn, its offsets, the versions accounted for and the counts, in one call.
-- LN001: somebody else has moved it. The caller's transaction then holds nothing of its own.
create function move_lane(
  p_feed text, p_lane smallint, p_seq bigint,
  p_topics text[], p_first bigint[], p_next bigint[], p_last uuid[],
  p_streams uuid[], p_versions bigint[], p_events uuid[],
  p_applied bigint, p_ignored bigint, p_duplicates bigint, p_held bigint, p_parked bigint
) returns bigint language plpgsql as $$
declare
  taken bigint;
  moved int;
begin
  update lane set seq = seq + 1 where feed = p_feed and lane = p_lane and seq = p_seq returning seq into taken;
  if taken is null then
    raise exception 'lane % of % has moved on from %', p_lane, p_feed, p_seq using errcode = 'LN001';
  end if;
  insert into read_offset (feed, topic, lane, next_offset)
  select p_feed, topic, p_lane, 0 from unnest(p_topics, p_first) n (topic, first) where first = 0
      on conflict do nothing;
  update read_offset o set next_offset = n.next, last_event_id = n.last_id
    from unnest(p_topics, p_first, p_next, p_last) n (topic, first, next, last_id)
   where o.feed = p_feed and o.topic = n.topic and o.lane = p_lane and o.next_offset = n.first;
  get diagnostics moved = row_count;
  if moved <> cardinality(p_topics) then
    raise exception 'lane % of % stands elsewhere', p_lane, p_feed using errcode = 'LN001';
  end if;
  insert into stream_version (feed, stream_id, version, event_id)
  select p_feed, s, v, e from unnest(p_streams, p_versions, p_events) n (s, v, e)
      on conflict (feed, stream_id) do update set version = excluded.version, event_id = excluded.event_id;
  insert into feed_count as c (feed, lane, applied, ignored, duplicates, held, parked)
  values (p_feed, p_lane, p_applied, p_ignored, p_duplicates, p_held, p_parked)
      on conflict (feed, lane) do update
     set applied = c.applied + excluded.applied, ignored = c.ignored + excluded.ignored,
         duplicates = c.duplicates + excluded.duplicates, held = c.held + excluded.held,
         parked = c.parked + excluded.parked;
  return taken;
end $$;
