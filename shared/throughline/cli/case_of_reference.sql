-- The case that has a reference. It looks through all events: for people at a development stack, not for services.
-- reference, as in PHL-MNL-2026-00001
select case_id from event where headers ->> 'ce_casereference' = %(reference)s limit 1
