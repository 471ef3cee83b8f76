-- The survivors a caseworker looks after today, and those of the offices who have nobody yet; the newest in care first.
-- $1 text[]: the offices, null for all    $2 uuid: the caseworker, null for everyone's    $3 uuid: one case, null for all
select survivor_id, case_id, case_reference as reference, office_id, worker_id, stage, exit_reason, enrolled_at,
       consent_id, legal_basis, emergency_care, plan_id, plan_state, placement_id is not null as placement_open,
       placement_id, placement_type, services, preparations, covers, safety_plan_ref, safety_plan_review_on,
       plan_review_on, going_into, reintegrated_into, reintegrated_on, follow_ups, last_assessed_on, return_risk
from caseload
where ($1::text[] is null or office_id = any($1))
  and ($2::uuid is null or worker_id is null or worker_id = $2 or covers_today(covers, $2))
  and ($3::uuid is null or case_id = $3)
order by stage, enrolled_at desc nulls last, survivor_id
