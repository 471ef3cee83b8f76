-- of each record: $1 case, $2 topic, $3 lane, $4 offset, $5 headers, $6 body
insert into received_event (case_id, topic, lane, "offset", headers, body)
select * from unnest($1::uuid[], $2::text[], $3::smallint[], $4::bigint[], $5::text[], $6::bytea[]);
