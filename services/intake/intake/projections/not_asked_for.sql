-- The people with documents in a case who wait for no answer about their own data: a data protection officer opens what is
-- about who does, under whichever id of hers.
-- $1 uuid: the case    $2 uuid: the actor
with recursive asking as (
  select q.subject_id as id
  from subject_requests q
  where q.case_id = $1 and q.outcome is null and q.subject_id is not null
  union
  select case when v.victim_id = a.id then v.joined_to else v.victim_id end
  from asking a
  join victims v on v.case_id = $1 and v.joined_to is not null and a.id in (v.victim_id, v.joined_to)
)
select subject
from subjects_of_documents($1) subject
where subject <> $1
  and subject not in (select id from asking)
  and $2::uuid is not null
