-- The survivors of a case whom somebody else looks after, and the actor does not cover for them today.
-- $1 uuid: the case    $2 uuid: the actor
select s.survivor_id
from caseload s
where s.case_id = $1 and s.worker_id is not null and s.worker_id <> $2 and not covers_today(s.covers, $2)
