insert into stream (stream_id, case_id, kind, version)
select stream_id, case_id, 'Visits', max(version) from event group by stream_id, case_id
on conflict (stream_id) do update set version = excluded.version;
