-- One case: its people, its prosecutions with their stages, and whether legal's part is closed.
-- $1 case id.
with now as materialized (select * from accused_now($1))
select c.case_id, c.reference, c.office_id, c.jurisdiction, jsonb_array_length(c.suspect_ids) as suspects,
       jsonb_array_length(c.victim_ids) as victims, c.part, c.outcome, c.opened_on, c.closed_on,
       exists (select from now n where n.convicted) as any_conviction,
       coalesce((
         select jsonb_agg(jsonb_build_object(
           'prosecutionId', p.prosecution_id,
           'jurisdictionProfile', p.jurisdiction_profile,
           'stage', case when o.everyone > 0 and o.over = o.everyone then 'ended' else p.stage end,
           'accused', o.everyone,
           'convicted', o.convicted) order by p.started_on, p.prosecution_id)
         from prosecutions p
         cross join lateral (
           select count(*) as everyone, count(*) filter (where n.over) as over,
                  count(*) filter (where n.convicted) as convicted
           from now n
           where n.prosecution_id = p.prosecution_id) o
         where p.case_id = c.case_id), '[]') as prosecutions
from case_view c
where c.case_id = $1
