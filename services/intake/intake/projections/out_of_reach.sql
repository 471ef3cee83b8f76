-- The people with documents in a case whom a duty officer has no reason to reach: in no open urgent risk, re-check or
-- task of theirs, nor in one of the last 72 hours. Under whichever id of hers.
-- $1 uuid: the case    $2 uuid: the actor
with recursive at_stake as (
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
    from tasks t, jsonb_array_elements_text(t.subjects) subject
    where t.case_id = $1
      and t.role = 'duty_officer'
      and (t.outcome is null or t.opened_at > now() - interval '72 hours')
  )
  union
  select case when v.victim_id = a.id then v.joined_to else v.victim_id end
  from at_stake a
  join victims v on v.case_id = $1 and v.joined_to is not null and a.id in (v.victim_id, v.joined_to)
)
select distinct subject
from vault_document d
left join vault_reference r on r.ref = d.ref, unnest(d.subjects) subject
where coalesce(d.case_id, r.case_id) = $1
  and subject <> $1
  and subject not in (select id from at_stake)
  and $2::uuid is not null
