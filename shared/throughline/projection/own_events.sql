-- $1 cases: all their own events
select case_id, headers, data from event where case_id = any ($1::uuid[]) order by case_id, position;
