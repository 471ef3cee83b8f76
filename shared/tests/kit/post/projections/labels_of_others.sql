-- $1 case, $2 actor
select stream_id from timeline where case_id = $1 and event_type = 'LabelPut'
group by stream_id having not $2 = any (array_agg(actor_id));
