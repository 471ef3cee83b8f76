-- $1 subjects. `for share`: nobody destroys these keys before the transaction ends.
select key_id, subject, wrapped from vault_key
 where subject = any($1::uuid[]) and destroyed_at is null
 order by subject for share;
