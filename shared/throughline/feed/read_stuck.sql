-- $1 feed, $2 lane
select distinct reaction, case_id from waiting_event where feed = $1 and lane = $2 and state = 'parked';
