-- $1 command id, $2 fingerprint, $3 outcome, $4 code or null, $5 positions as JSON text or null
insert into command_receipt as r (command_id, fingerprint, outcome, code, positions)
values ($1, $2, $3, $4, $5::jsonb)
on conflict (command_id) do update
  set fingerprint = excluded.fingerprint, outcome = excluded.outcome, code = excluded.code,
      positions = excluded.positions, at = now()
  where r.outcome = 'rejected';
