-- $1 command id
select fingerprint, outcome, code, positions from command_receipt where command_id = $1;
