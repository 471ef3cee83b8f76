select kind, sum(version)::bigint as events from stream group by kind;
