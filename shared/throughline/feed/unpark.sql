-- $1 feed, $2 lane, $3 case
delete from waiting_event where feed = $1 and lane = $2 and case_id = $3 and state = 'parked';
