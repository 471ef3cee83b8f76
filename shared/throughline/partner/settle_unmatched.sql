-- $1 command, $2 state, $3 case, $4 reason, $5 actor, $6 role
update partner_unmatched
   set state = $2, case_id = $3, reason = $4, actor_id = $5, actor_role = $6, settled_at = clock_timestamp()
 where command_id = $1 and state = 'open';
