-- Open tasks of releases, the first due first, with what was corrected behind them and is not answered.
select t.case_id as release_id, t.task_id, t.office_id, t.kind, t.role, t.asked, t.urgency, t.due_at,
       t.opened_at as since, t.escalated,
       (select coalesce(array_agg(touched.event_id::uuid order by touched.event_id), '{}')
        from jsonb_object_keys(r.touched) as touched (event_id)
        where not r.reviewed ? touched.event_id) as corrected,
       (select coalesce(array_agg(distinct figure order by figure), '{}')
        from jsonb_each(r.touched) as touched (event_id, figures)
        cross join lateral jsonb_array_elements_text(touched.figures) as figure
        where not r.reviewed ? touched.event_id) as figures
from tasks t
join releases r on r.case_id = t.case_id
where t.outcome is null
order by t.due_at, t.task_id
