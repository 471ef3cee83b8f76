-- $1 rebuild, $2 what, $3 actor or null, $4 reason
insert into rebuild_step (rebuild_id, what, actor_id, reason) values ($1, $2, $3, $4);
