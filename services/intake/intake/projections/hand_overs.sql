-- A page of people handed over whom the other team has not taken up yet, the longest waiting first.
-- $1 offices, null: all; $2 the part waited for, null: both; $3 the person to go on after, null: from the start;
-- $4 how many.
-- Aftercare has taken up who is enrolled, legal every suspect of a case with a prosecution; each, whom it covered.
with waiting as (
  select v.case_id, v.victim_id as person_id, 'aftercare' as waits_for, v.handed_over_on as since
  from victims v
  join case_view c on c.case_id = v.case_id
  where v.handed_over
    and v.enrolled_on is null
    and not c.aftercare_covers ? v.victim_id::text
  union all
  select s.case_id, s.suspect_id, 'legal', s.handed_over_on
  from suspects s
  join case_view c on c.case_id = s.case_id
  where s.handed_over_on is not null
    and not c.prosecution_opened
    and not c.legal_covers ? s.suspect_id::text
)
select w.case_id, c.reference, c.office_id, w.person_id, w.waits_for, w.since
from waiting w
join case_view c on c.case_id = w.case_id
where c.status <> 'merged'
  and ($1::text[] is null or c.office_id = any($1::text[]))
  and ($2::text is null or w.waits_for = $2::text)
  and ($3::uuid is null
    or (w.since, w.person_id) > (select last.since, last.person_id from waiting last where last.person_id = $3::uuid limit 1))
order by w.since, w.person_id
limit $4
