-- $1 positions published in the last turn, which are deleted; $2 shards, $3 cases and $4 topics set aside, $5 rows at most
-- Nobody waits for the disk: a deletion that is lost with the server is published once more.
with quickly as materialized (
  select set_config('synchronous_commit', 'off', true)
), published as (
  delete from outbox using quickly where position = any($1::bigint[])
)
select position, case_id, topic, headers, body
  from outbox
 where shard = any($2::smallint[]) and case_id <> all($3::uuid[]) and topic <> all($4::text[])
   and position <> all($1::bigint[])
 order by position
 limit $5;
