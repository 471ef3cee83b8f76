-- $1 name, $2 generation, $3 build, $4 feed, $5 whether what is shown before it was never whole
with registered as (
  insert into read_model (name, generation, build, feed, state) values ($1, $2, $3, $4, 'building')
)
insert into rebuild (name, generation, build, feed, phase, first) values ($1, $2, $3, $4, 'copying', $5) returning id;
