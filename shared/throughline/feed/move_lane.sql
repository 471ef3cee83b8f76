-- $1 feed, $2 lane, $3 the sequence number we know; topics moved: $4 names, $5 first, $6 next offsets, $7 last event ids;
-- accounted for: $8 streams, $9 versions, $10 event ids; counts: $11 applied, $12 ignored, $13 duplicates, $14 held, $15 parked
select move_lane($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);
