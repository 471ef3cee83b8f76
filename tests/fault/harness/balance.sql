-- $1 feed; what became of all that it received
select sum(applied) as applied, sum(duplicates) as duplicates, sum(ignored) as ignored, sum(held) as held,
       sum(parked) as parked, sum(discarded) as discarded,
       (select sum(next_offset) from read_offset o where o.feed = c.feed) as received
  from feed_count c
 where feed = $1
 group by feed;
