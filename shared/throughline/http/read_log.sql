-- A page of who read which documents of a case, and why, the latest first.
-- $1 case id; $2 one document, null: all; $3 the entry to go on after, null: from the start; $4 how many.
select id, ref, version, kind, actor_id, actor_role, purpose, outcome, at
from vault_read_audit
where case_id = $1
  and ($2::uuid is null or ref = $2::uuid)
  and ($3::bigint is null or id < $3::bigint)
order by id desc
limit $4
