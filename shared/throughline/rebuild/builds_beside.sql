-- Every build there is: on which feed, in which state, and the rebuild that made it.
select m.name, m.generation, m.build, m.feed, m.state, r.id, r.phase
  from read_model m
  left join rebuild r on r.feed = m.feed and r.name = m.name
 where m.state <> 'dropped'
 order by m.name, m.generation, m.build;
