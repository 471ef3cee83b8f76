-- $1 the live feed, $2 the new feed, $3 cases: how far each of their streams is accounted for
insert into stream_version (feed, stream_id, version, event_id)
select $2, v.stream_id, v.version, v.event_id
  from stream_version v
 where v.feed = $1
   and v.stream_id in (
     select stream_id from stream where case_id = any ($3::uuid[])
     union
     select (headers::jsonb ->> 'ce_subject')::uuid from received_event where case_id = any ($3::uuid[])
   );
