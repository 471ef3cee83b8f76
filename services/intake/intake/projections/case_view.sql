-- One case with how many people are in it.
-- $1 case id.
select c.case_id, c.reference, c.office_id, c.jurisdiction, c.status, c.channel, c.urgency, c.risk_of_harm, c.case_type,
       c.investigation, c.intake_part, c.legal_part, c.aftercare_part, c.outcome, c.referred_on, c.opened_on, c.closed_on,
       c.surviving_case_id, c.taken_over_on,
       (select count(*) from victims v where v.case_id = c.case_id and v.joined_to is null) as victims,
       (select count(*) from suspects s where s.case_id = c.case_id and s.unlinked_because is null) as suspects
from case_view c
where c.case_id = $1
