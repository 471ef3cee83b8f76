-- $1 name: the table that the view of this name reads
select t.relname
  from pg_class v
  join pg_rewrite r on r.ev_class = v.oid
  join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
  join pg_class t on t.oid = d.refobjid and t.relkind = 'r'
 where v.oid = to_regclass($1::text) and v.relkind = 'v'
 limit 1;
