-- $1 rebuild; the case it went on after: $2, and now $3; how many more: $4 cases, $5 events, $6 rows; $7 whether there is
-- more to copy
update rebuild
   set after_case = $3, cases = cases + $4, events = events + $5, rows = rows + $6, blocked = null,
       phase = case when $7 then phase else 'following' end,
       followed_at = case when $7 then null else clock_timestamp() end
 where id = $1 and after_case = $2 and phase = 'copying'
returning 1;
