-- $1 stream ids
select stream_id, version from stream where stream_id = any ($1::uuid[]);
