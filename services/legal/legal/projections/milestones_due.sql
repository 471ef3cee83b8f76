-- What is overdue, and what falls due soon, in some offices: the longest overdue first, a page at a time.
-- $1 offices, null: all; $2 how many days ahead; $3, $4, $5 end, prosecution and name of the last one seen, null: from
-- the start; $6 how many.
select m.case_id, m.case_reference, m.office_id, m.prosecution_id, m.profile, (r ->> 'accused_id')::uuid as accused_id,
       r ->> 'clock' as clock, r ->> 'due_on' as due_on, (r ->> 'over_at')::timestamptz as over_at,
       (r ->> 'over_at')::timestamptz <= now() as overdue
from milestones m
cross join lateral jsonb_array_elements(m.running) r
where m.running <> '[]'
  and (r ->> 'over_at')::timestamptz < now() + make_interval(days => $2::int + 1)
  and ($1::text[] is null or m.office_id = any ($1))
  and ($3::timestamptz is null
       or ((r ->> 'over_at')::timestamptz, m.prosecution_id, (r ->> 'clock') || coalesce(r ->> 'accused_id', ''))
          > ($3, $4::uuid, $5::text))
order by (r ->> 'over_at')::timestamptz, m.prosecution_id, (r ->> 'clock') || coalesce(r ->> 'accused_id', '')
limit $6
