-- $1 name, $2 generation, $3 build, which has the table of build 0 now, and is called so
update read_model set build = 0 where name = $1 and generation = $2 and build = $3;
