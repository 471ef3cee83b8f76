-- $1 case id, $2 command id
select fingerprint, outcome, code, positions from look_under_lock($1, $2);
