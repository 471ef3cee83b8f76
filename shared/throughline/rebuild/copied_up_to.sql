-- $1 rebuild
select after_case from rebuild where id = $1;
