-- The assessments of risk of a case, per survivor in order of time.
-- $1 uuid: the case    $2 uuid: only of survivors whom this caseworker looks after today, null for all
select a.assessment_id, a.survivor_id, a.started_on as assessed_on, a.assessor_id, a.risk_level, a.risk_domains
from assessments a
left join caseload s on s.survivor_id = a.survivor_id
where a.case_id = $1 and a.state = 'risk'
  and ($2::uuid is null or s.worker_id = $2 or covers_today(s.covers, $2))
order by a.survivor_id, a.started_on, a.assessment_id
