-- $1 feed, $2 lane, $3 topics
insert into read_offset (feed, topic, lane, next_offset)
select $1, topic, $2, 0 from unnest($3::text[]) topic
on conflict do nothing;
