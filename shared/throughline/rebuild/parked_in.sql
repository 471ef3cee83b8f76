-- $1 feed
select count(distinct case_id) from waiting_event where feed = $1 and reaction = '' and state = 'parked';
