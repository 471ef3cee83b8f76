-- $1 feed: it has accounted for every event that is stored
insert into stream_version (feed, stream_id, version, event_id)
select distinct on (stream_id) $1, stream_id, version, event_id from event order by stream_id, version desc;
