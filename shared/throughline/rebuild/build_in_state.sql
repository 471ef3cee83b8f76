-- $1 name, $2 state
select name, generation, build, feed from read_model where name = $1 and state = $2;
