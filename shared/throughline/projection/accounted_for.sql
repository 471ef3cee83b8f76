-- $1 feed, $2 streams: how far it has accounted for each
select stream_id, version from stream_version where feed = $1 and stream_id = any ($2::uuid[]);
