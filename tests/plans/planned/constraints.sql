-- What says that made-up rows would be wrong, and how to take it away.
select conrelid::regclass::text as name, format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
  from pg_constraint
 where contype in ('c', 'f') and connamespace = 'public'::regnamespace
