-- $1 events more, as large as those measured, on streams of twenty each; $2 their headers, $3 their body. Each with the
-- receipt of a command.
with made as (
  select gen_random_uuid() as stream_id, gen_random_uuid() as case_id from generate_series(1, $1::int / 20)
), opened as (
  insert into stream (stream_id, case_id, kind, version) select stream_id, case_id, 'Visits', 20 from made
), recorded as (
  insert into event (stream_id, version, event_id, case_id, type, schema_version, data, headers, recorded_at)
  select stream_id, v, gen_random_uuid(), case_id, 'VisitNoted', 1, $3::jsonb, $2::jsonb, now()
    from made cross join generate_series(1, 20) v
  returning event_id, stream_id, version
)
insert into command_receipt (command_id, fingerprint, outcome, positions)
select event_id, '\x00', 'accepted', jsonb_build_object(stream_id, version) from recorded;
