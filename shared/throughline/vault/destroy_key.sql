-- $1 subject
update vault_key set wrapped = null, destroyed_at = now()
 where subject = $1 and destroyed_at is null
returning key_id;
