-- $1 shards, $2 cases and $3 topics set aside, $4 rows at most
select position, case_id, topic, headers, body
  from outbox
 where shard = any($1::smallint[]) and case_id <> all($2::uuid[]) and topic <> all($3::text[])
 order by position
 limit $4;
