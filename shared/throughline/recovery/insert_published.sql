-- $1 case; of each event, in order: $2 stream, $3 version, $4 id, $5 type, $6 schema version, $7 body, $8 headers,
-- $9 recorded at. No outbox: they were published.
insert into event (stream_id, version, event_id, case_id, type, schema_version, data, headers, recorded_at)
select s, v, i, $1, t, sv, b::jsonb, h::jsonb, at
  from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::smallint[], $7::text[], $8::text[], $9::timestamptz[])
       with ordinality e (s, v, i, t, sv, b, h, at, o)
 order by o;
