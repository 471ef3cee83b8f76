-- Cases with events that have waited half a minute for the one before them, the longest first.
select feed, case_id, lane, count(*) as events, min(since) as since
  from waiting_event
 where state = 'held' and since < now() - interval '30 seconds'
 group by feed, case_id, lane
 order by since, feed, case_id;
