-- A page of the cases that somebody works on and that are not closed, the last worked on first.
-- $1 offices, null: all; $2 the worker; $3 the case to go on after, null: from the start; $4 how many.
select c.case_id, c.reference, c.office_id, c.status, c.urgency, c.risk_of_harm, c.intake_part, c.legal_part,
       c.aftercare_part, w.since, w.last_at,
       (select count(*) from tasks t where t.case_id = c.case_id and t.outcome is null) as open_tasks,
       (select count(*) from safety_risks r where r.case_id = c.case_id and r.mitigated_on is null) as open_risks
from workers w
join case_view c on c.case_id = w.case_id
where w.worker_id = $2
  and c.status in ('referred', 'screened', 'open')
  and ($1::text[] is null or c.office_id = any($1::text[]))
  and ($3::uuid is null
    or (w.last_at, w.case_id) < (select last.last_at, last.case_id from workers last
                                 where last.case_id = $3::uuid and last.worker_id = $2))
order by w.last_at desc, w.case_id desc
limit $4
