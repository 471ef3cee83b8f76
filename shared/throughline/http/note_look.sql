-- $1 case; $2 actor, $3 in which role; $4 what they ask of it; $5 outcome
insert into vault_read_audit (ref, version, kind, case_id, actor_id, actor_role, purpose, outcome)
values ($1, 0, 'Case', $1, $2, $3, $4, $5);
