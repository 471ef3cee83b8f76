-- The operations of one case.
-- $1 case id.
select operation_id, status, unplanned, authority_org_id, time_window, plan_ref, social_worker_id, government_approved,
       agency_approved, aborted_because, result, victims_found, suspects_detained, social_worker_present, lacking, care_places,
       executed_on
from operations
where case_id = $1
order by executed_on nulls last, operation_id
