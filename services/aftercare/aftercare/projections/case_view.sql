-- One case: its part, everyone known in it, and how many of them are owed a safety re-check.
-- $1 uuid: the case
select c.case_id,
       c.case_reference as reference,
       c.office_id,
       c.part,
       c.outcome_summary,
       c.opened_on,
       c.closed_on,
       c.merged_into,
       coalesce(p.people, '[]'::jsonb) as people,
       coalesce(p.enrolled, '{}') as enrolled,
       coalesce((select count(*) from safety_rechecks r, jsonb_object_keys(r.people) where r.case_id = c.case_id), 0)
           as open_rechecks
from case_view c
left join lateral (
    select jsonb_agg(jsonb_build_object(
               'personId', person_id, 'victim', victim, 'witness', witness, 'isChild', is_child, 'status', status,
               'broughtToSafetyOn', brought_on, 'requestedOn', requested_on, 'declinedOn', declined_on, 'warn', warn,
               'enrolled', enrolled) order by person_id) as people,
           array_agg(person_id order by person_id) filter (where enrolled) as enrolled
    from people
    where case_id = c.case_id and (victim or witness)
) p on true
where c.case_id = $1
