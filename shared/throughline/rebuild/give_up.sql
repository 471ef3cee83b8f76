-- $1 name, $2 generation, $3 build
update rebuild set phase = 'given_up' where name = $1 and generation = $2 and build = $3;
