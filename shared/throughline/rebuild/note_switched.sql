-- $1 rebuild, $2 report, $3 its signature
update rebuild
   set phase = 'switched', switched_at = clock_timestamp(), blocked = null, report = $2::text::jsonb, signature = $3
 where id = $1 and phase = 'following'
returning 1;
