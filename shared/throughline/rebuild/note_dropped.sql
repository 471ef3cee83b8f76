-- $1 name, $2 generation, $3 build
update read_model set state = 'dropped' where name = $1 and generation = $2 and build = $3;
