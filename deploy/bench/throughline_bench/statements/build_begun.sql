-- $1 name: the build that is being made, and its rebuild
select m.name, m.generation, m.build, m.feed, r.id
  from read_model m join rebuild r using (name, generation, build)
 where m.name = $1 and m.state = 'building';
