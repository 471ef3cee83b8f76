-- $1 key ids, $2 subjects (sorted, so that two transactions cannot wait for each other), $3 wrapped keys.
-- Whoever has a living key by now keeps it.
insert into vault_key (key_id, subject, wrapped)
select * from unnest($1::uuid[], $2::uuid[], $3::bytea[])
on conflict (subject) where destroyed_at is null do nothing;
