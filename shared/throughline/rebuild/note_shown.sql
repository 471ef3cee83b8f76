-- $1 name, $2 generation, $3 build, $4 the live feed: this is the build that readers see, and no other; who writes one
-- that is dropped finds himself overtaken, and asks anew
with others as (
  update read_model set state = 'dropped'
   where name = $1 and state = 'live' and (generation, build) <> ($2, $3)
  returning feed
), turns as (
  update lane set seq = seq + 1 where feed in (select feed from others)
)
insert into read_model as m (name, generation, build, feed, state) values ($1, $2, $3, $4, 'live')
    on conflict (name, generation, build) do update set state = 'live' where m.state <> 'live';
