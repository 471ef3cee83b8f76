-- The hearings of some offices from today on, the nearest first, a page at a time.
-- $1 offices, null: all; $2 how many days ahead; $3, $4 date and id of the last one seen, null: from the start;
-- $5 how many.
select h.hearing_id, h.prosecution_id, h.case_id, h.case_reference, h.office_id, h.on_at, h.on_precision, h.type,
       h.court_org_id, h.mode, h.witness_ids, h.continues, h.state, h.reason, h.requested_by
from hearings h
where h.state = 'scheduled'
  and h.on_at >= date_trunc('day', now(), 'UTC')
  and h.on_at < date_trunc('day', now(), 'UTC') + make_interval(days => $2::int + 1)
  and ($1::text[] is null or h.office_id = any ($1))
  and ($3::timestamptz is null or (h.on_at, h.hearing_id) > ($3, $4::uuid))
order by h.on_at, h.hearing_id
limit $5
