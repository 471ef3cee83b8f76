-- Of every table, how often it was read from end to end, and how many rows were put in.
select relname::text, seq_scan, n_tup_ins from pg_stat_user_tables
