-- Somebody who asks for what is her own in a case: under every id of hers there.
-- $1 uuid: the case    $2 uuid: herself
with recursive hers as (
  select $2::uuid as id
  union
  select case when j.data ->> 'keptVictimId' = h.id::text
           then (j.data ->> 'joinedVictimId')::uuid else (j.data ->> 'keptVictimId')::uuid end
  from hers h
  join timeline j on j.case_id = $1 and j.service = 'intake' and j.event_type = 'VictimRecordsJoined'
    and j.corrected_by is null and h.id::text in (j.data ->> 'keptVictimId', j.data ->> 'joinedVictimId')
)
select id from hers
