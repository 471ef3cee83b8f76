-- $1 feed, $2 cases, $3 states: the events of theirs that are in one of these
select event_id from waiting_event
 where feed = $1 and reaction = '' and case_id = any ($2::uuid[]) and state = any ($3::text[]);
