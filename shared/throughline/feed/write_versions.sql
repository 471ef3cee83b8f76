-- $1 feed, $2 stream ids, $3 versions, $4 event ids
insert into stream_version (feed, stream_id, version, event_id)
select $1, s, v, e from unnest($2::uuid[], $3::bigint[], $4::uuid[]) n (s, v, e)
on conflict (feed, stream_id) do update set version = excluded.version, event_id = excluded.event_id;
