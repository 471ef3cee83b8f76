-- The survivors a caseworker looks after today, and those of the offices who have nobody yet; the newest in care first.
-- $1 text[]: the offices, null for all    $2 uuid: the caseworker, null for everyone's    $3 uuid: one case, null for all
-- $4 text: one stage, null for all    $5 uuid: the survivor to go on after, null: from the start    $6 how many, null: all
select survivor_id, case_id, case_reference as reference, office_id, worker_id, stage, exit_reason, enrolled_at,
       consent_id, legal_basis, emergency_care, plan_id, plan_state, placement_id is not null as placement_open,
       placement_id, placement_type, services, preparations, covers, safety_plan_ref, safety_plan_review_on,
       plan_review_on, going_into, reintegrated_into, reintegrated_on, follow_ups, last_assessed_on, return_risk,
       emergencies, family_suitability, revictimisations
from caseload s
where ($1::text[] is null or office_id = any($1))
  and ($2::uuid is null or worker_id is null or worker_id = $2 or covers_today(covers, $2))
  and ($3::uuid is null or case_id = $3)
  and ($4::text is null or stage = $4)
  and ($5::uuid is null or exists (
    select from caseload last
    where last.survivor_id = $5
      and (s.stage, coalesce(last.enrolled_at, '-infinity'), s.survivor_id)
        > (last.stage, coalesce(s.enrolled_at, '-infinity'), last.survivor_id)))
order by stage, coalesce(enrolled_at, '-infinity') desc, survivor_id
limit $6::bigint
