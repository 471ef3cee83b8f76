-- The people with documents in a case whom a duty officer has no reason to reach: not in danger, nor within 72 hours.
-- $1 uuid: the case    $2 uuid: the actor
select distinct subject
from vault_document d
left join vault_reference r on r.ref = d.ref, unnest(d.subjects) subject
where coalesce(d.case_id, r.case_id) = $1
  and subject <> $1
  and subject not in (select id from at_stake($1) where id is not null)
  and $2::uuid is not null
