-- Who of a case is in an open urgent risk or task of the duty officer's, or in a risk, re-check or task of the last 72 hours,
-- whichever team told of it. A re-check that nobody acknowledges is escalated again and again, and so stays within them.
-- A task that is about nobody by name has a row without one.
create function at_stake(uuid) returns table (id uuid) language sql stable as $$
  select (subject ->> 'id')::uuid as id
  from timeline r, jsonb_array_elements(r.data -> 'subjects') subject
  where r.case_id = $1 and r.event_type = 'SafetyRiskRaised' and r.corrected_by is null
    and (r.recorded_at > now() - interval '72 hours'
      or r.data ->> 'level' in ('high', 'immediate') and not exists (
        select from timeline m
        where m.case_id = $1 and m.event_type = 'SafetyRiskMitigated' and m.corrected_by is null
          and m.data ->> 'riskId' = r.data ->> 'riskId'))
  union
  select person::uuid
  from timeline r, jsonb_array_elements_text(r.data -> 'personIds') person
  where r.case_id = $1 and r.event_type in ('SafetyRecheckFellDue', 'SafetyRecheckEscalated')
    and r.corrected_by is null and r.recorded_at > now() - interval '72 hours'
  union
  select subject::uuid
  from tasks t left join lateral jsonb_array_elements_text(t.subjects) subject on true
  where t.case_id = $1
    and 'duty_officer' in (t.role, t.asked)
    and (t.outcome is null or t.opened_at > now() - interval '72 hours')
$$;
