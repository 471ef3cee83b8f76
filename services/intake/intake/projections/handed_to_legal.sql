-- Whether a case is a lawyer's: see is_a_lawyers.
-- $1 uuid: the case    $2 uuid: the actor
select $1::uuid as case_id where $2::uuid is not null and is_a_lawyers($1)
