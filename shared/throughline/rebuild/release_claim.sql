-- $1 rebuild, $2 who had it
delete from rebuild_claim where rebuild_id = $1 and owner = $2;
