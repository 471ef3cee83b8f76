-- $1 cases: all events of theirs that others have published
select case_id, topic, "offset", headers, body from received_event where case_id = any ($1::uuid[]);
