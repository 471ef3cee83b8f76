-- $1 case; $2 streams, $3 their kinds, $4 their versions from now on
insert into stream (stream_id, case_id, kind, version)
select id, $1, kind, version from unnest($2::uuid[], $3::text[], $4::bigint[]) s (id, kind, version)
    on conflict (stream_id) do update set version = excluded.version;
