-- $1 the service they came from, $2 topics; cases after $3 up to $4, null for the last
select case_id, count(*) as events
  from received_event
 where topic = any ($2::text[]) and case_id > $3 and ($4::uuid is null or case_id <= $4)
   and headers::jsonb ->> 'ce_source' = '/throughline/' || $1
 group by case_id;
