-- Who of a case is in an open urgent risk, re-check or task of the duty officer's, or was within 72 hours; under whichever id
-- of hers. A task that is about nobody by name has a row without one.
create function at_stake(uuid) returns table (id uuid) language sql stable as $$
  with recursive named as (
    (
      select s.person_id as id
      from safety_rechecks s
      where s.case_id = $1
        and (jsonb_array_length(s.owed) > 0 or s.last_at > now() - interval '72 hours')
      union
      select (subject ->> 'id')::uuid
      from safety_risks r, jsonb_array_elements(r.subjects) subject
      where r.case_id = $1
        and (r.mitigated_on is null and r.level in ('high', 'immediate') or r.raised_on >= current_date - 3)
      union
      select subject::uuid
      from tasks t left join lateral jsonb_array_elements_text(t.subjects) subject on true
      where t.case_id = $1
        and 'duty_officer' in (t.role, t.asked)
        and (t.outcome is null or t.opened_at > now() - interval '72 hours')
    )
    union
    select case when v.victim_id = a.id then v.joined_to else v.victim_id end
    from named a
    join victims v on v.case_id = $1 and v.joined_to is not null and a.id in (v.victim_id, v.joined_to)
  )
  select named.id from named
$$;
