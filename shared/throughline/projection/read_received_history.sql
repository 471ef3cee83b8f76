-- $1 feed, $2 case, $3 parked events to take all the same: what this feed has accounted for of others' events of a case
select r.headers, r.body
  from received_event r
  join stream_version v on v.feed = $1 and v.stream_id = (r.headers::jsonb ->> 'ce_subject')::uuid
                       and v.version >= (r.headers::jsonb ->> 'ce_streamversion')::bigint
 where r.case_id = $2
   and not exists (select from waiting_event w
                    where w.feed = $1 and w.reaction = '' and w.case_id = $2
                      and w.event_id = (r.headers::jsonb ->> 'ce_id')::uuid
                      and w.event_id <> all ($3::uuid[]))
 order by r.topic, (r.headers::jsonb ->> 'ce_subject'), (r.headers::jsonb ->> 'ce_streamversion')::bigint, r."offset";
