-- What is parked, oldest first; only $1 of this case, $2 with this fingerprint, $3 since, $4 before: null for any
select feed, reaction, case_id, lane, count(*) as events, min(since) as since,
       (array_agg(fingerprint order by since, version))[1] as fingerprint,
       (array_agg(error order by since, version))[1] as error
  from waiting_event
 where state = 'parked' and ($1::uuid is null or case_id = $1)
 group by feed, reaction, case_id, lane
having ($2::text is null or (array_agg(fingerprint order by since, version))[1] = $2)
   and ($3::timestamptz is null or min(since) >= $3)
   and ($4::timestamptz is null or min(since) < $4)
 order by since, feed, reaction, case_id;
