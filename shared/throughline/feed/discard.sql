-- $1 feed, $2 lane, $3 case; the rows stay, so that it is known what is in no read model
update waiting_event set state = 'discarded'
 where feed = $1 and lane = $2 and case_id = $3 and state = 'parked'
returning topic, "offset";
