-- $1 rebuild
select phase, cases_known from rebuild where id = $1;
