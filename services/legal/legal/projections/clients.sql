-- The clients of one counsel in some offices, by mandates whose consent holds today, with what each one's case holds for her.
-- $1 offices, null: all; $2 counsel; $3 case, null: all.
select m.case_id, m.case_reference, m.office_id, m.victim_id as person_id, own.*
from (select distinct on (m.case_id, m.victim_id) m.case_id, m.case_reference, m.office_id, m.victim_id
      from mandates m
      join consents c on c.consent_id = m.consent_id and c.subject_id = m.victim_id
      where m.lawyer_id = $2
        and not c.withdrawn
        and not c.lapsed
        and (c.expires_on is null or c.expires_on > now())
        and ($3::uuid is null or m.case_id = $3)
        and ($1::text[] is null or m.office_id = any ($1))
      order by m.case_id, m.victim_id) m
cross join lateral own_case(m.case_id, m.victim_id) own
order by m.case_reference, m.case_id, m.victim_id
limit 200
