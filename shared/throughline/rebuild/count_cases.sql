-- $1 rebuild: how many cases there are to copy, for the time it will take
update rebuild
   set cases_known = (select count(*) from (select case_id from event union select case_id from received_event) known)
 where id = $1;
