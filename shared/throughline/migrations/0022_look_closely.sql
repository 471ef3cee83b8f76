-- What the events of a case say of it, the first that says so: its office and jurisdiction, and its number for people.
create function known_of_case(p_case uuid) returns table (office_id text, jurisdiction text, case_reference text)
language sql stable as $$
  select e.headers ->> 'ce_officeid', e.headers ->> 'ce_jurisdiction',
         (select l.headers ->> 'ce_casereference' from event l
           where l.case_id = p_case and l.headers ? 'ce_casereference' order by l.position limit 1)
    from event e where e.case_id = p_case and e.headers ? 'ce_officeid' order by e.position limit 1
$$;

-- Takes the case's lock until the transaction ends; then how a command was answered, what one of the case's streams holds
-- beyond a version, and of one that is not there yet what is known of its case. In one call, because a single statement would
-- read as of before it had the lock.
create function look_closely(
  p_case uuid, p_command uuid, p_stream uuid, p_version bigint,
  out fingerprint bytea, out outcome text, out code text, out positions jsonb,
  out headers jsonb[], out bodies jsonb[],
  out office_id text, out jurisdiction text, out case_reference text
) language plpgsql as $$
begin
  perform lock_case(p_case);
  select r.fingerprint, r.outcome, r.code, r.positions into fingerprint, outcome, code, positions
    from command_receipt r where r.command_id = p_command;
  select array_agg(e.headers order by e.version), array_agg(e.data order by e.version) into headers, bodies
    from event e where e.stream_id = p_stream and e.version > p_version;
  if p_version = 0 and headers is null then
    select k.office_id, k.jurisdiction, k.case_reference into office_id, jurisdiction, case_reference
      from known_of_case(p_case) k;
  end if;
end $$;
