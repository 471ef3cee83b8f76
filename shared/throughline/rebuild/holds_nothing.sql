-- $1 the live feed: whether there is no event yet, own or read
select not exists (select from event) and not exists (select from read_offset where feed = $1 and next_offset > 0);
