-- What a service's feeds have counted since the run began; a parked record is counted once, however it ends.
select (select coalesce(sum(duplicates), 0) from feed_step) as redelivered,
       (select coalesce(sum(held), 0) from feed_step) as held,
       (select count(distinct (feed, topic, lane, "offset")) from waiting_event where state <> 'held') as parked;
