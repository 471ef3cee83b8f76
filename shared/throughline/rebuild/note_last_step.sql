-- $1 name, $2 what, $3 actor, $4 reason: a step of this read model's last rebuild
insert into rebuild_step (rebuild_id, what, actor_id, reason)
select max(id), $2, $3, $4 from rebuild where name = $1;
