-- $1 case, $2 events of it, $3 their bodies as they are kept from now on
update received_event r
   set body = kept.body
  from unnest($2::uuid[], $3::bytea[]) as kept (event_id, body)
 where r.case_id = $1 and (r.headers::jsonb ->> 'ce_id')::uuid = kept.event_id;
