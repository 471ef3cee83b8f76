-- $1 an event id: the case here that it was recorded in. No row: it is not an event of this service.
select case_id from event where event_id = $1;
