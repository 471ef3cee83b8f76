-- A page of what was disclosed in a case, the latest recorded first: of one person, under whichever id of hers, or of all.
-- $1 case id; $2 the services whose disclosures the reader may see; $3 the person, null: everybody;
-- $4 the disclosure to go on after, null: from the start; $5 how many.
with recursive kept as (
  select $3::uuid as id
  union
  select v.joined_to from kept join victims v on v.case_id = $1 and v.victim_id = kept.id where v.joined_to is not null
), ids as (
  select id from kept
  union
  select v.victim_id from ids join victims v on v.case_id = $1 and v.joined_to = ids.id
)
select d.disclosure_id, d.service, d.subject_ids, d.to_org_id, d.purpose, d.categories, d.consent_id, d.legal_basis, d.form,
       d.document_refs, d.disclosed_on, d.recorded_at, d.told,
       k.withdrawn_at is not null or k.lapsed_because is not null as consent_ended
from disclosures d
left join consents k on k.case_id = d.case_id and k.consent_id = d.consent_id
where d.case_id = $1
  and d.service = any($2::text[])
  and ($3::uuid is null or exists (select from ids where d.subject_ids ? ids.id::text))
  and ($4::uuid is null
    or (d.recorded_at, d.disclosure_id) < (select last.recorded_at, last.disclosure_id from disclosures last
                                           where last.case_id = $1 and last.disclosure_id = $4::uuid))
order by d.recorded_at desc, d.disclosure_id desc
limit $5
