-- $1 the live feed, $2 the new feed: how far streams are accounted for of which nothing is kept, since those they were
-- about are forgotten
insert into stream_version (feed, stream_id, version, event_id)
select $2, v.stream_id, v.version, v.event_id
  from stream_version v
 where v.feed = $1
   and not exists (select from stream s where s.stream_id = v.stream_id)
   and v.stream_id not in (select (headers::jsonb ->> 'ce_subject')::uuid from received_event)
    on conflict do nothing;
