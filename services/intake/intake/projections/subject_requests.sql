-- A page of requests that wait for an answer, the first due first.
-- $1 offices, null: all; $2 due on this day or before, null: whenever; $3 the request to go on after, null: from the start;
-- $4 how many.
select r.case_id, r.request_id, r.office_id, r.reference, r.service, r.subject_id, r.kind, r.asked_by, r.asked_on, r.due_on
from subject_requests r
where r.outcome is null
  and r.subject_id is not null
  and ($1::text[] is null or r.office_id = any($1::text[]))
  and ($2::date is null or r.due_on <= $2::date)
  and ($3::uuid is null
    or (r.due_on, r.request_id) > (select last.due_on, last.request_id from subject_requests last
                                   where last.request_id = $3::uuid limit 1))
order by r.due_on, r.request_id
limit $4
