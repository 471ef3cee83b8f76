-- $1 stream ids
select stream_id, kind from stream where stream_id = any ($1::uuid[]);
