-- $1 feeds, $2 cases: those of which one of the feeds has something parked
select distinct case_id from waiting_event
 where feed = any ($1::text[]) and reaction = '' and case_id = any ($2::uuid[]) and state = 'parked';
