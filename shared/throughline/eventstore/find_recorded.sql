-- $1 case, $2 the id of an event, or of a held fact as text in $3: the stream it stands on
select s.stream_id, s.kind
  from event e join stream s using (stream_id)
 where e.case_id = $1 and (e.event_id = $2 or (e.type = 'FactHeld' and e.data ->> 'heldId' = $3))
 limit 1;
