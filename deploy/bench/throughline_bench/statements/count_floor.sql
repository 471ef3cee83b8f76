select coalesce(sum(visits), 0)::bigint from floor_overview;
