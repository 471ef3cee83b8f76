-- $1 the service they came from, $2 topics, $3 cases
select case_id, (headers::jsonb ->> 'ce_id')::uuid as event_id, body
  from received_event
 where case_id = any ($3::uuid[]) and topic = any ($2::text[])
   and headers::jsonb ->> 'ce_source' = '/throughline/' || $1;
