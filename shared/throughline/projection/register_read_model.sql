-- $1 name, $2 generation, $3 feed
insert into read_model (name, generation, feed, state) values ($1, $2, $3, 'live') on conflict do nothing;
