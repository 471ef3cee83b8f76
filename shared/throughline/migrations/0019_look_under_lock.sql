-- Takes the case's lock until the transaction ends, then reads how a command was answered: in one call, because a single
-- statement would read as of before it had the lock.
create function look_under_lock(p_case uuid, p_command uuid) returns setof command_receipt language plpgsql as $$
begin
  perform lock_case(p_case);
  return query select * from command_receipt where command_id = p_command;
end $$;
