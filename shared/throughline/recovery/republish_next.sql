-- $1 at most, $2 unless so many rows wait; $3 kinds of stream, $4 their topics. A case's events go in their order, and
-- what is recorded meanwhile is published in any case.
with job as materialized (
  select id, after_case, after_position
    from recovery
   where what = 'republish' and ended_at is null and (select count(*) from (select from outbox limit $2) few) < $2
     for update
), chunk as materialized (
  select e.position, e.case_id, t.topic, e.headers, e.data
    from job
   cross join lateral (
     select * from event
      where (case_id, position) > (job.after_case, job.after_position)
      order by case_id, position
      limit $1
   ) e
    join stream s using (stream_id)
    left join unnest($3::text[], $4::text[]) t (kind, topic) on t.kind = s.kind
), queued as (
  insert into outbox (position, shard, case_id, topic, headers, body)
  select position, (hashtextextended(case_id::text, 0) & 15)::smallint, case_id, topic, headers::text, data::text
    from chunk
      on conflict (position) do nothing
), last as (
  select count(*) as events,
         (array_agg(case_id order by case_id desc, position desc))[1] as last_case,
         (array_agg(position order by case_id desc, position desc))[1] as last_position
    from chunk
)
update recovery r
   set events = r.events + last.events,
       after_case = coalesce(last.last_case, r.after_case),
       after_position = coalesce(last.last_position, r.after_position),
       ended_at = case when last.events = 0 then clock_timestamp() end
  from job, last
 where r.id = job.id;
