-- $1 deadline ids
update deadline set state = 'met', claimed_until = null where deadline_id = any ($1::uuid[]) and state = 'open';
