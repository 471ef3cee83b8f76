-- $1 name, $2 generation, $3 build
delete from read_model where name = $1 and generation = $2 and build = $3;
