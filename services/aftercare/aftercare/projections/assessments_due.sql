-- Assessments that fell due of survivors in care and were not made since, the longest due first.
-- $1 text[]: the offices, null for all    $2 uuid: of this caseworker's and those covered, null for everyone's
-- $3 uuid: the row to go on after, null: from the start    $4 how many
select d.assessment_id as due_id, d.survivor_id, d.case_id, s.case_reference as reference, s.office_id, s.worker_id,
       d.kind, d.due_on
from assessments d
join caseload s on s.survivor_id = d.survivor_id
where d.state = 'due' and s.stage = 'in_care'
  and ($1::text[] is null or s.office_id = any($1))
  and ($2::uuid is null or s.worker_id = $2 or covers_today(s.covers, $2))
  and not exists (
    select from assessments a
    where a.survivor_id = d.survivor_id and a.state = 'completed' and a.kind = d.kind and a.completed_on >= d.due_on - 30)
  and ($3::uuid is null
    or (d.due_on, d.assessment_id)
       > (select last.due_on, last.assessment_id from assessments last where last.assessment_id = $3))
order by d.due_on, d.assessment_id
limit $4
