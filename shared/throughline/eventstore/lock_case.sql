-- $1 case id
select lock_case($1);
