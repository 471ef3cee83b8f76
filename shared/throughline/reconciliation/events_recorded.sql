-- $1 kinds of stream, $2 cases
select e.case_id, e.event_id, convert_to(e.data::text, 'UTF8') as body
  from event e
  join stream s using (stream_id)
 where e.case_id = any ($2::uuid[]) and s.kind = any ($1::text[]);
