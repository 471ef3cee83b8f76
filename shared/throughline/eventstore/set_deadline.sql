-- $1 deadline id, $2 case, $3 stream, $4 clock, $5 subject, $6 due at
insert into deadline (deadline_id, case_id, stream_id, clock, subject, due_at, state)
values ($1, $2, $3, $4, $5, $6, 'open')
on conflict (deadline_id) do update
  set due_at = excluded.due_at, state = 'open', claimed_until = null, code = null;
