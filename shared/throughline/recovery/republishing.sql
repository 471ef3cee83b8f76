-- The last one, and how much of what was put into the outbox until its end still waits there
select id, events_known, events, ended_at is not null as ended,
       (select count(*) from outbox o where o.since <= coalesce(r.ended_at, clock_timestamp())) as waiting
  from recovery r
 where what = 'republish'
 order by id desc
 limit 1;
