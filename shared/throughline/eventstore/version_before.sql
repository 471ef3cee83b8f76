-- $1 stream, $2 an event of the same case: positions within a case go by its commits
select coalesce(max(version), 0) from event
 where stream_id = $1 and position < (select position from event where event_id = $2);
