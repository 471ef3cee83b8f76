-- A page of cases, the last changed first.
-- $1 offices, null: all; $2 status asked for, null: all; $3 the case to go on after, null: from the start; $4 how many;
-- $5 one office, null: all of $1; $6 urgency asked for, null: all; $7 bool: only those that are a lawyer's.
select c.case_id, c.reference, c.office_id, c.jurisdiction, c.status, c.channel, c.urgency, c.risk_of_harm, c.case_type,
       c.investigation, c.intake_part, c.legal_part, c.aftercare_part, c.outcome, c.referred_on, c.opened_on, c.closed_on,
       c.surviving_case_id, c.taken_over_on,
       (select count(*) from victims v where v.case_id = c.case_id and v.joined_to is null) as victims,
       (select count(*) from suspects s where s.case_id = c.case_id and s.unlinked_because is null) as suspects
from case_view c
where ($1::text[] is null or c.office_id = any($1::text[]))
  and ($2::text is null or c.status = $2::text)
  and ($5::text is null or c.office_id = $5::text)
  and ($6::text is null or c.urgency = $6::text)
  and (not $7::boolean or is_a_lawyers(c.case_id))
  and ($3::uuid is null
    or (c.changed_at, c.case_id) < (select last.changed_at, last.case_id from case_view last where last.case_id = $3::uuid))
order by c.changed_at desc, c.case_id desc
limit $4
