-- Open safety re-checks, the most urgent first, one row a person and case.
-- $1 text[]: the offices, null for all    $2 uuid: one case, null for all    $3 bool: acknowledged or not, null for both
-- the place to go on after, null: from the start: $4 timestamptz, due at, $5 uuid, the case, $6 uuid, the person
-- $7 how many, null: all of them, so that nobody is on a page that nobody turns to
select r.case_id,
       r.case_reference as reference,
       r.office_id,
       p.person::uuid as person_id,
       o.because,
       o.due_at,
       o.acknowledged,
       p.recheck ->> 'escalatedTo' as escalated_to,
       (p.recheck ->> 'attempts')::int as attempts
from safety_rechecks r
cross join lateral jsonb_each(r.people) as p (person, recheck)
cross join lateral (
    select min((c.owed ->> 'dueAt')::timestamptz) as due_at,
           bool_and((c.owed ->> 'acknowledged')::boolean) as acknowledged,
           array_agg(c.cause::uuid order by c.owed ->> 'dueAt', c.cause) as because
    from jsonb_each(p.recheck -> 'owed') as c (cause, owed)
) o
where r.earliest_due is not null
  and ($1::text[] is null or r.office_id = any($1))
  and ($2::uuid is null or r.case_id = $2)
  and ($3::boolean is null or o.acknowledged = $3)
  and ($4::timestamptz is null or (o.due_at, r.case_id, p.person::uuid) > ($4, $5::uuid, $6::uuid))
order by o.due_at, r.case_id, p.person::uuid
limit $7::bigint
