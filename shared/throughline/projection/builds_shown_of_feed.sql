-- $1 feed: those that readers see
select name, generation, build from read_model where feed = $1 and state = 'live' order by name;
