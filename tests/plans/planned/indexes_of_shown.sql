-- The indexes that are no key, of tables that are no build of a read model which readers have left behind.
select i.indexrelid::regclass::text
  from pg_index i
  join pg_class t on t.oid = i.indrelid
 where t.relnamespace = 'public'::regnamespace and not i.indisunique and t.relname not like '%%yoyo%%'
   and (t.relname !~ '_v\d+$'
     or exists (select from pg_depend d join pg_rewrite r on r.oid = d.objid where d.refobjid = t.oid))
