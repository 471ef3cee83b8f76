-- $1 the live feed, $2 cases
select case_id from waiting_event
 where feed = $1 and case_id = any ($2::uuid[]) and state = 'parked' and fingerprint = 'fork' limit 1;
