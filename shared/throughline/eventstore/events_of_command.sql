-- $1 stream ids, $2 the version each had after the command, $3 command id as text
select e.headers, e.data
  from unnest($1::uuid[], $2::bigint[]) p (stream_id, version)
  join event e on e.stream_id = p.stream_id and e.version <= p.version and e.version > p.version - 2000
 where e.headers ->> 'ce_commandid' = $3
 order by e.position;
