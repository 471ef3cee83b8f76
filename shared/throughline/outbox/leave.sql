-- $1 owner
delete from relay_member where owner = $1;
