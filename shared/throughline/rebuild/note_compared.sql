-- $1 rebuild, $2 cases compared so far
update rebuild set compared = $2, blocked = null where id = $1;
