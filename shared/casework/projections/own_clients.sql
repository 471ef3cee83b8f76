-- The people whose mandated counsel somebody is in a case, as long as the consent behind it holds; under every id of theirs.
-- Whatever any team heard of its end ends it.
-- $1 uuid: the case    $2 uuid: the counsel
with recursive told as (
  select event_type, data, data ->> 'consentId' as consent
  from timeline
  where case_id = $1 and corrected_by is null
    and event_type in ('CounselMandated', 'ConsentRecorded', 'ConsentNoted', 'ConsentWithdrawn', 'ConsentLapsed')
), hers as (
  select (m.data ->> 'victimId')::uuid as id
  from told m
  where m.event_type = 'CounselMandated' and m.data ->> 'lawyerId' = $2::uuid::text
    and exists (
      select from told c
      where c.consent = m.consent and c.event_type in ('ConsentRecorded', 'ConsentNoted')
        and c.data ->> 'subjectId' = m.data ->> 'victimId')
    and not exists (
      select from told e
      where e.consent = m.consent
        and (e.event_type in ('ConsentWithdrawn', 'ConsentLapsed')
          or coalesce(e.data ->> 'withdrawnOn', e.data ->> 'lapsedOn') is not null
          or left(e.data ->> 'expiresOn', 7) < to_char(now() at time zone 'utc', 'YYYY-MM')))
  union
  select case when j.data ->> 'keptVictimId' = h.id::text
           then (j.data ->> 'joinedVictimId')::uuid else (j.data ->> 'keptVictimId')::uuid end
  from hers h
  join timeline j on j.case_id = $1 and j.service = 'intake' and j.event_type = 'VictimRecordsJoined'
    and j.corrected_by is null and h.id::text in (j.data ->> 'keptVictimId', j.data ->> 'joinedVictimId')
)
select id from hers
