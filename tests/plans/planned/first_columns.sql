-- Of every index, what it begins with: a column, or an expression as Postgres writes it.
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid, 1, true)
  from pg_index i join pg_class t on t.oid = i.indrelid
 where t.relnamespace = 'public'::regnamespace
