-- Tells the planner of so many times the rows, in tables and in the indexes that have only some of them.
select pg_restore_relation_stats(
         'schemaname', 'public', 'relname', c.relname::text,
         'relpages', c.relpages, 'reltuples', (c.reltuples * %(times)s)::real)
  from pg_class c
 where c.relnamespace = 'public'::regnamespace and c.reltuples > 0
   and (c.relname = any(%(tables)s)
     or c.oid in (select i.indexrelid from pg_index i join pg_class t on t.oid = i.indrelid where t.relname = any(%(tables)s)))
