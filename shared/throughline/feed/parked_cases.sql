select feed, reaction, case_id, lane, count(*) as events, min(since) as since,
       (array_agg(fingerprint order by since, version))[1] as fingerprint,
       (array_agg(error order by since, version))[1] as error
  from waiting_event
 where state = 'parked'
 group by feed, reaction, case_id, lane
 order by since;
