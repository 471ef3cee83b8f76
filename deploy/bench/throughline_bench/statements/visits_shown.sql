select coalesce(sum(visits), 0)::bigint from visit_overview;
