-- $1 event, $2 case, $3 stream, $4 version, $5 why
insert into event_left_behind (event_id, case_id, stream_id, version, why) values ($1, $2, $3, $4, $5)
on conflict do nothing;
