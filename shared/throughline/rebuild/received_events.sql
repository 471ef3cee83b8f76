-- $1 the live feed, $2 cases: others' events of theirs that it has accounted for, but what was discarded
select r.case_id, r.headers, r.body
  from received_event r
  join stream_version v on v.feed = $1 and v.stream_id = (r.headers::jsonb ->> 'ce_subject')::uuid
                       and v.version >= (r.headers::jsonb ->> 'ce_streamversion')::bigint
 where r.case_id = any ($2::uuid[])
   and not exists (select from waiting_event w
                    where w.feed = $1 and w.reaction = '' and w.case_id = r.case_id
                      and w.event_id = (r.headers::jsonb ->> 'ce_id')::uuid and w.state = 'discarded')
 order by r.topic, (r.headers::jsonb ->> 'ce_subject'), (r.headers::jsonb ->> 'ce_streamversion')::bigint, r."offset";
