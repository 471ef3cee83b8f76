-- $1 feed, $2 case, $3 parked events to take all the same: what this feed has accounted for of a case's own events
select e.headers::text as headers, convert_to(e.data::text, 'UTF8') as body
  from event e
  join stream_version v on v.feed = $1 and v.stream_id = e.stream_id and v.version >= e.version
 where e.case_id = $2
   and not exists (select from waiting_event w
                    where w.feed = $1 and w.reaction = '' and w.case_id = $2 and w.event_id = e.event_id
                      and w.event_id <> all ($3::uuid[]))
 order by e.position;
