-- $1 the live feed, $2 cases: their own events that it has accounted for, but what was discarded
select e.case_id, e.headers::text as headers, convert_to(e.data::text, 'UTF8') as body
  from event e
  join stream_version v on v.feed = $1 and v.stream_id = e.stream_id and v.version >= e.version
 where e.case_id = any ($2::uuid[])
   and not exists (select from waiting_event w
                    where w.feed = $1 and w.reaction = '' and w.case_id = e.case_id and w.event_id = e.event_id
                      and w.state = 'discarded')
 order by e.position;
