-- Whether somebody of a case is in danger, or was within the last 72 hours: a duty officer has a reason to look at it.
-- $1 uuid: the case    $2 uuid: the actor
select id from at_stake($1) where $2::uuid is not null limit 1
