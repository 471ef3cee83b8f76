-- $1 case; of each, all different: $2 deadline id, $3 stream, $4 clock, $5 subject, $6 due at. One that is past is
-- due at once; its command was answered, and is answered so again.
insert into deadline (deadline_id, case_id, stream_id, clock, subject, due_at, state)
select id, $1, stream, clock, subject, due, 'open'
  from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) d (id, stream, clock, subject, due)
    on conflict (deadline_id) do update
   set due_at = excluded.due_at, state = 'open', claimed_until = null, code = null;
