-- $1 feed; applied in this order: $2 event ids, $3 streams, $4 versions
insert into application (feed, event_id, stream_id, version)
select $1, * from unnest($2::uuid[], $3::uuid[], $4::bigint[]);
