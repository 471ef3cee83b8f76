-- $1 deadline id
update deadline set state = 'met', claimed_until = null where deadline_id = $1 and state = 'open';
