-- $1 case, $2 events of it to keep nothing of
delete from received_event where case_id = $1 and (headers::jsonb ->> 'ce_id')::uuid = any ($2::uuid[]);
