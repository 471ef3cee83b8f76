-- $1 reactions, $2 topics, $3 lanes, $4 the reactor's feed
insert into reaction_start (reaction, topic, lane, from_offset)
select r, t, l, coalesce(o.next_offset, 0)
  from unnest($1::text[]) r cross join unnest($2::text[]) t cross join unnest($3::smallint[]) l
  left join read_offset o on (o.feed, o.topic, o.lane) = ($4, t, l)
on conflict do nothing;
