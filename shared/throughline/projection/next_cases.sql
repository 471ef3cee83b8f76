-- $1 after this case, $2 at most: the cases this service has events of, its own or others', and how many
select case_id, sum(events)::bigint as events
  from (
    (select case_id, count(*) as events from event where case_id > $1 group by case_id order by case_id limit $2)
    union all
    (select case_id, count(*) from received_event where case_id > $1 group by case_id order by case_id limit $2)
  ) known
 group by case_id
 order by case_id
 limit $2;
