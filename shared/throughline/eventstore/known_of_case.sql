-- $1 case: what the first of its events here that says so says of it
select office_id, jurisdiction, case_reference from known_of_case($1);
