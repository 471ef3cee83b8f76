-- $1 key, $2 topic, $3 headers as JSON, $4 body; goes out with the relay
insert into outbox (position, shard, case_id, topic, headers, body)
values (nextval(pg_get_serial_sequence('event', 'position')), (hashtextextended($1, 0) & 15)::smallint, $1::text::uuid, $2, $3, $4);
