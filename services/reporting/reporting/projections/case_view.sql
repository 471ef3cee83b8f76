-- One pseudonymous case: its facts, and how many victims and accused it has. $1 case id (a pseudonym).
select c.case_id, c.office_id, c.jurisdiction, c.counted_under, c.case_type, c.referred_on, c.opened_on, c.cohort,
       c.closed_on, c.outcome, c.reopened, c.legal_closed_on, c.aftercare_closed_on,
       (select count(*) from victim_facts v where v.case_id = c.case_id) as victims,
       (select count(*) from victim_facts v where v.case_id = c.case_id and v.attribution is not null) as brought_to_safety,
       (select count(*) from victim_facts v where v.case_id = c.case_id and v.enrolled) as enrolled,
       (select count(*) from accused_facts a where a.case_id = c.case_id and a.registered) as accused
from case_facts c
where c.case_id = $1
