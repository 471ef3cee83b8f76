-- all events of a service, with the command that each came from
select stream_id, version, event_id, headers->>'ce_commandid' as command, type, case_id, data, recorded_at
  from event;
