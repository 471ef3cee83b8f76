-- $1 feed, $2 lane, $3 applied, $4 ignored, $5 duplicates, $6 held, $7 parked
insert into feed_count as c (feed, lane, applied, ignored, duplicates, held, parked)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (feed, lane) do update
  set applied = c.applied + excluded.applied, ignored = c.ignored + excluded.ignored,
      duplicates = c.duplicates + excluded.duplicates, held = c.held + excluded.held, parked = c.parked + excluded.parked;
