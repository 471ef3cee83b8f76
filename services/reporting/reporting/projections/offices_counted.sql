-- Every office that has anything counted under $1.
select distinct office_id
from (
  select office_id, counted_under from case_facts
  union all select office_id, counted_under from victim_facts
  union all select office_id, counted_under from accused_facts
  union all select office_id, counted_under from assessment_facts
) known
where office_id is not null and counted_under = $1
order by office_id
