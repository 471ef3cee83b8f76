-- The streams that another history has taken: nothing published on them fits any more
select distinct stream_id from event_left_behind where why = 'fork';
