-- $1 shards, $2 cases set aside, $3 rows at most
select position, case_id, topic, headers, body
  from outbox
 where shard = any($1::smallint[]) and case_id <> all($2::uuid[])
 order by position
 limit $3;
