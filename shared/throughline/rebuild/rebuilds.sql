-- The last rebuilds, with how long they have been at it and how it stands with their build.
select r.id, r.name, r.generation, r.build, r.feed, r.phase, r.begun_at, r.followed_at, r.switched_at, r.cases_known,
       r.cases, r.events, r.rows, r.compared, r.blocked, r.report, r.signature,
       coalesce(m.state, 'dropped') as state,
       extract(epoch from coalesce(r.followed_at, clock_timestamp()) - r.begun_at)::float8 as copying_seconds
  from rebuild r
  left join read_model m on m.name = r.name and m.feed = r.feed
 order by r.id desc limit 20;
