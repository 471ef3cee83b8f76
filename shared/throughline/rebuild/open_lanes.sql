-- $1 feeds, $2 how many lanes
insert into lane (feed, lane) select f, n from unnest($1::text[]) f, generate_series(0, $2::int - 1) n on conflict do nothing;
