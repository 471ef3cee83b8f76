-- $1 ref, $2 version, $3 kind, $4 case or null, $5 actor, $6 role, $7 purpose, $8 outcome
insert into vault_read_audit (ref, version, kind, case_id, actor_id, actor_role, purpose, outcome)
values ($1, $2, $3, $4, $5, $6, $7, $8);
