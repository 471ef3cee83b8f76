-- $1 event ids: those the store neither has nor was brought forward without
select distinct asked.event_id
  from unnest($1::uuid[]) asked (event_id)
 where not exists (select from event e where e.event_id = asked.event_id)
   and not exists (select from event_left_behind l where l.event_id = asked.event_id);
