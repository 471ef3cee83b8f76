-- $1 topic, $2 lane, $3 where its log begins
insert into read_offset (feed, topic, lane, next_offset)
select distinct feed, $1::text, $2::smallint, $3::bigint from lane
    on conflict (feed, topic, lane) do nothing;
