-- Bytes of every table with its indexes and what is kept apart of long values.
select relname::text, pg_total_relation_size(oid)
  from pg_class
 where relnamespace = 'public'::regnamespace and relkind = 'r';
