-- $1 topic, $2 partition, $3 offset of the message, $4 actor, $5 role, $6 purpose
insert into dead_letter_opened (topic, partition, "offset", actor_id, actor_role, purpose) values ($1, $2, $3, $4, $5, $6);
