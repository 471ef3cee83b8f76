-- Everybody a document is about, in a case that is no lawyer's; nobody in one that is.
-- $1 uuid: the case    $2 uuid: the actor
select subject
from subjects_of_documents($1) subject
where $2::uuid is not null
  and not is_a_lawyers($1)
