-- $1 the live feed, $2 the new feed, $3 streams: how far each of them is accounted for
insert into stream_version (feed, stream_id, version, event_id)
select $2, stream_id, version, event_id from stream_version where feed = $1 and stream_id = any ($3::uuid[]);
