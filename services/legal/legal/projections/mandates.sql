-- Which counsel the victims of a case have, and whether the consent behind it still holds.
-- $1 case id.
select m.victim_id, m.lawyer_id, m.consent_id, m.mandated_on,
       coalesce(not c.withdrawn and not c.lapsed and (c.expires_on is null or c.expires_on > now()), false) as in_force
from mandates m
left join consents c on c.consent_id = m.consent_id
where m.case_id = $1
order by m.mandated_on nulls first, m.victim_id, m.lawyer_id, m.consent_id
