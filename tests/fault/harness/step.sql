-- $1 feed, $2 lane; topics moved: $3 names, $4 first, $5 next offsets; $6 duplicates, $7 held
insert into feed_step (feed, lane, topics, firsts, nexts, duplicates, held)
values ($1, $2, $3, $4, $5, $6, $7);
