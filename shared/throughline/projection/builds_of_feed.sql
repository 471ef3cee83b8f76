-- $1 feed
select name, generation, build from read_model where feed = $1 and state <> 'dropped' order by name, generation, build;
