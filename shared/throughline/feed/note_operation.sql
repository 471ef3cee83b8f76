-- $1 actor, $2 what, $3 feed, $4 case, $5 events, $6 of them still parked, $7 reason
insert into operation (actor_id, what, feed, case_id, events, left_over, reason) values ($1, $2, $3, $4, $5, $6, $7);
