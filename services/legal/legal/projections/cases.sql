-- A page of the cases of some offices, the last opened in front, with what a lawyer looks for first.
-- $1 offices, null: all; $2 part, null: any; $3 custody that somebody accused has to be in, null: any; $4 the last case
-- of the page before, null: from the start; $5 how many.
select c.case_id, c.reference, c.office_id, c.jurisdiction, c.part, c.outcome, c.opened_on,
       a.accused, a.held, a.at_large, a.absconded, h.next_hearing,
       (select count(*) from tasks t where t.case_id = c.case_id and t.outcome is null) as open_tasks,
       (select count(*) from milestones m cross join lateral jsonb_array_elements(m.running) r
        where m.case_id = c.case_id and (r ->> 'over_at')::timestamptz <= now()) as overdue
from case_view c
cross join lateral (
  select count(*) as accused, count(*) filter (where s.custody = 'detained') as held,
         count(*) filter (where s.custody = 'at_large') as at_large,
         count(*) filter (where s.custody = 'absconded') as absconded
  from accused_status s
  where s.case_id = c.case_id and s.proceedings <> 'died') a
cross join lateral (
  select min(h.on_at) as next_hearing
  from hearings h
  where h.case_id = c.case_id and h.state = 'scheduled' and h.on_at >= date_trunc('day', now(), 'UTC')) h
where ($1::text[] is null or c.office_id = any ($1))
  and ($2::text is null or c.part = $2)
  and ($3::text is null or exists (select from accused_status s where s.case_id = c.case_id and s.custody = $3))
  and ($4::uuid is null
       or (coalesce(c.opened_on, '-infinity'), c.case_id)
          < (select coalesce(l.opened_on, '-infinity'), l.case_id from case_view l where l.case_id = $4))
order by coalesce(c.opened_on, '-infinity') desc, c.case_id desc
limit $5
