-- $1 feed, $2 stream ids
select stream_id, version, event_id from stream_version where feed = $1 and stream_id = any($2::uuid[]);
