-- $1 owner, $2 how many shards it may hold; the shards it holds from now
update relay_shard set owner = $1, leased_till = clock_timestamp() + interval '5 seconds'
 where shard in (
   select shard from relay_shard
    where owner = $1 or leased_till < clock_timestamp()
    order by owner = $1 desc nulls last, shard
    limit $2
      for update skip locked)
returning shard;
