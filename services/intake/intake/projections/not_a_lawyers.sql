-- Everybody a document is about, in a case that is no lawyer's; nobody in one that is.
-- $1 uuid: the case    $2 uuid: the actor
select distinct subject
from vault_document d
left join vault_reference r on r.ref = d.ref, unnest(d.subjects) subject
where coalesce(d.case_id, r.case_id) = $1
  and $2::uuid is not null
  and not is_a_lawyers($1)
