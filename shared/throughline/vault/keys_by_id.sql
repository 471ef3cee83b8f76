-- $1 key ids: those that have not been destroyed
select key_id, subject, wrapped from vault_key where key_id = any($1::uuid[]) and wrapped is not null;
