-- The victims of one case, with the latest word on service: true, false, or null where it was never asked.
-- $1 case id.
-- A withdrawn or lapsed consent counts as a no: it never lets an earlier one count again.
select v.victim_id, v.operation_id, v.household_id, v.age_band, v.gender, v.citizenship, v.language_needed, v.profile_ref,
       v.encountered_on, v.safety, v.safe_on, v.placement_type, v.liberty, v.wish, v.self_escaped, v.agency_role,
       v.declined_on, v.asked_on, v.official_status, v.official_decided_by, v.official_on, v.agency_view, v.agency_view_on,
       v.is_child, v.exploitation, v.exploitation_basis, v.relationship, v.guardian, v.joined_to, v.enrolled_on,
       word.service_consent, word.consent_id as service_consent_id, word.expires_on as service_consent_expires_on
from victims v
left join lateral (
  select k.consent_id, k.expires_on, k.withdrawn_at is null and k.lapsed_because is null and k.given ? 'service_delivery' as service_consent
  from consents k
  where k.case_id = v.case_id
    and k.subject_id = v.victim_id
    and (k.given ? 'service_delivery' or k.refused ? 'service_delivery')
  order by k.occurred_at desc, k.recorded_at desc
  limit 1
) word on true
where v.case_id = $1
order by v.encountered_on nulls last, v.victim_id
