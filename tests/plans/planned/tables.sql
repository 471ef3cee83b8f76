-- Every table of the service's schema.
select c.relname as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = 'public' and c.relkind = 'r' and c.relname not like '%yoyo%'
 order by c.relname
