-- $1 case, $2 the event of another service, as text, $3 types: what was recorded because of it and still counts
select e.event_id
  from event e
 where e.case_id = $1
   and e.type = any ($3)
   and e.headers ->> 'ce_causationid' = $2
   and not exists (select from event c
                    where c.case_id = $1 and c.type = 'FactCorrected' and c.data ->> 'replaces' = e.event_id::text)
 order by e.position;
