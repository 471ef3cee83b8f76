-- $1 name: whether what its last rebuild replaced was never whole
select first from rebuild where name = $1 order by id desc limit 1;
