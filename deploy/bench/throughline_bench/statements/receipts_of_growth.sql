-- the receipt that every event's command left
insert into command_receipt (command_id, fingerprint, outcome, positions)
select event_id, '\x00', 'accepted', jsonb_build_object(stream_id, version) from event
on conflict do nothing;
