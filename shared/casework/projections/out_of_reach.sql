-- The people with documents in a case whom a duty officer has no reason to reach: not in danger, nor within 72 hours.
-- $1 uuid: the case    $2 uuid: the actor
select subject
from subjects_of_documents($1) subject
where subject <> $1
  and subject not in (select id from at_stake($1) where id is not null)
  and $2::uuid is not null
