-- $1 deadline, $2 the due time it was claimed for, $3 state, $4 code or null; not where the answer moved it
update deadline set state = $3, code = $4, claimed_until = null
 where deadline_id = $1 and due_at = $2 and state = 'open';
