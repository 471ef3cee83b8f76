-- Appends decisions of different cases in one transaction, each as `append` does it: one that cannot be appended is undone
-- by itself. `append` stays the one way in, and takes the case's lock again.
-- What each has several of stands in one array, one decision's behind the other's; the first arguments say how many.
-- Returns what became of each: 'appended'; 'moved' where `append` says ES001, ES002, or that a stream was opened; 'busy'
-- where somebody is at its case, since nobody waits here for one case while others wait with it. Any other error undoes all.
create function append_each(
  p_written int[], p_read int[], p_recorded int[], p_set int[],
  p_cases uuid[], p_commands uuid[], p_fingerprints bytea[], p_at timestamptz[],      -- decisions
  p_streams uuid[], p_kinds text[], p_expected bigint[], p_counts int[],              -- streams written
  p_reads uuid[], p_read_versions bigint[],                                           -- streams only read
  p_event_streams uuid[], p_versions bigint[], p_ids uuid[], p_types text[], p_schemas smallint[],
  p_topics text[], p_headers text[], p_bodies text[],                                 -- events, in order
  p_deadlines uuid[], p_deadline_streams uuid[], p_clocks text[], p_subjects text[],
  p_due timestamptz[]                                                                 -- deadlines; due null: stopped
) returns text[] language plpgsql as $$
declare
  became text[] := '{}';
  opened text;
  w int := 0;   -- how many streams written the decisions before this one have, and so on
  r int := 0;
  e int := 0;
  d int := 0;
begin
  for i in 1 .. cardinality(p_cases) loop
    if pg_try_advisory_xact_lock(hashtextextended(p_cases[i]::text, 0)) then
      begin
        perform append(
          p_cases[i], p_commands[i], p_fingerprints[i], p_at[i],
          p_streams[w + 1 : w + p_written[i]], p_kinds[w + 1 : w + p_written[i]],
          p_expected[w + 1 : w + p_written[i]], p_counts[w + 1 : w + p_written[i]],
          p_reads[r + 1 : r + p_read[i]], p_read_versions[r + 1 : r + p_read[i]],
          p_event_streams[e + 1 : e + p_recorded[i]], p_versions[e + 1 : e + p_recorded[i]],
          p_ids[e + 1 : e + p_recorded[i]], p_types[e + 1 : e + p_recorded[i]], p_schemas[e + 1 : e + p_recorded[i]],
          p_topics[e + 1 : e + p_recorded[i]], p_headers[e + 1 : e + p_recorded[i]],
          p_bodies[e + 1 : e + p_recorded[i]]);
        if p_set[i] > 0 then
          insert into deadline (deadline_id, case_id, stream_id, clock, subject, due_at, state)
            select id, p_cases[i], stream, clock, subject, due, 'open'
              from unnest(p_deadlines[d + 1 : d + p_set[i]], p_deadline_streams[d + 1 : d + p_set[i]],
                          p_clocks[d + 1 : d + p_set[i]], p_subjects[d + 1 : d + p_set[i]],
                          p_due[d + 1 : d + p_set[i]]) s (id, stream, clock, subject, due)
             where due is not null
            on conflict (deadline_id) do update
              set due_at = excluded.due_at, state = 'open', claimed_until = null, code = null;
          update deadline set state = 'met', claimed_until = null
            from unnest(p_deadlines[d + 1 : d + p_set[i]], p_due[d + 1 : d + p_set[i]]) s (id, due)
           where deadline_id = s.id and s.due is null and state = 'open';
        end if;
        became := became || 'appended'::text;
      exception
        when sqlstate 'ES001' or sqlstate 'ES002' then
          became := became || 'moved'::text;
        when unique_violation then
          get stacked diagnostics opened = table_name;
          if opened <> 'stream' then
            raise;
          end if;
          became := became || 'moved'::text;
      end;
    else
      became := became || 'busy'::text;
    end if;
    w := w + p_written[i];
    r := r + p_read[i];
    e := e + p_recorded[i];
    d := d + p_set[i];
  end loop;
  return became;
end $$;
