-- $1 owner, $2 how many shards it may keep
update relay_shard set owner = null, leased_till = '-infinity'
 where shard in (select shard from relay_shard where owner = $1 order by shard offset $2);
