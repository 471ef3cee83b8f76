-- $1 rebuild, $2 what it waits for
update rebuild set blocked = $2 where id = $1;
