-- $1 after this case, $2 at most: the cases this service has events of, its own or others'
select case_id
  from (
    (select distinct case_id from event where case_id > $1 order by case_id limit $2)
    union
    (select distinct case_id from received_event where case_id > $1 order by case_id limit $2)
  ) known
 order by case_id
 limit $2;
