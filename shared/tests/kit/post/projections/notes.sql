-- $1 case id
select n.note from notes n join timeline t using (event_id) where n.case_id = $1 order by t.recorded_at, t.stream_version;
