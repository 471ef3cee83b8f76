-- $1 stream id, $2 the version known already
select headers, data from event where stream_id = $1 and version > $2 order by version;
