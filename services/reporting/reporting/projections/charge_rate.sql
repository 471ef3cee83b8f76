-- Accused charged over accused arrested. $1 offices, null: all; $2 counted under.
-- Whom a charge sheet named was charged, though which charges were on it may never be known.
with known as (
  select exists (select from milestones m where m.prosecution_id = a.prosecution_id and m.accused_id = a.accused_id
                 and m.milestone = 'arrest') as arrested,
         exists (select from milestones m where m.prosecution_id = a.prosecution_id and m.accused_id = a.accused_id
                 and m.milestone in ('charge', 'charge_sheet'))
         or exists (select from charge_facts c where c.prosecution_id = a.prosecution_id
                    and c.accused_id = a.accused_id) as charged,
         a.recorded_at
  from accused_facts a
  where a.registered and a.counted_under = $2::text and ($1::text[] is null or a.office_id = any ($1::text[]))
)
select 'accused' as what,
       count(*) filter (where arrested) as n,
       jsonb_build_object(
         'rate', round(count(*) filter (where arrested and charged)::numeric
                       / nullif(count(*) filter (where arrested), 0), 4),
         'arrested_and_charged', count(*) filter (where arrested and charged),
         'arrested_not_charged', count(*) filter (where arrested and not charged),
         'charged_no_arrest_known', count(*) filter (where charged and not arrested)) as values,
       count(*) filter (where arrested) as total,
       max(recorded_at) as true_at
from known
