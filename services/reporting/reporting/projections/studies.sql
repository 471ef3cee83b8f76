-- Studies and how many results each has. $1 offices, null: all.
select s.study_id, s.series_id, s.site, s.population, s.method, s.organisations, s.office_id, s.counted_under,
       s.registered_on, (select count(*) from study_results r where r.study_id = s.study_id) as results
from studies s
where $1::text[] is null or s.office_id = any ($1::text[])
order by s.series_id, s.registered_on, s.study_id
