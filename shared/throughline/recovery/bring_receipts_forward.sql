-- Of each event: $1 command, $2 stream, $3 version. What was asked is not known any more: no fingerprint, and any fits.
insert into command_receipt as r (command_id, fingerprint, outcome, positions)
select command, ''::bytea, 'accepted', jsonb_object_agg(stream, version)
  from (select command, stream, max(version) as version
          from unnest($1::uuid[], $2::uuid[], $3::bigint[]) e (command, stream, version)
         group by command, stream) each
 group by command
    on conflict (command_id) do update
   set outcome = 'accepted', code = null, positions = coalesce(r.positions, '{}') || excluded.positions,
       fingerprint = excluded.fingerprint;
