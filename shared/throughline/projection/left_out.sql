-- $1 feed: events that are in no read model, by why
select state, count(*) as events from waiting_event where feed = $1 and reaction = '' group by state order by state;
