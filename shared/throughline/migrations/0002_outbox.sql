-- What waits to be published, and the one way in: append, which records events and fills the outbox in one statement.
create table outbox (
  position bigint primary key,
  shard    smallint not null,
  case_id  uuid not null,
  topic    text not null,
  headers  text not null,
  body     text not null,
  since    timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
create index outbox_by_shard on outbox (shard, position);

-- Live relays share the 16 shards; a lease only saves double work.
create table relay_member (
  owner   uuid primary key,
  seen_at timestamptz not null
);
create table relay_shard (
  shard       smallint primary key,
  owner       uuid,
  leased_till timestamptz not null default '-infinity'
);
insert into relay_shard (shard) select generate_series(0, 15);

create function lock_case(p_case uuid) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(p_case::text, 0));
$$;

-- Appends a decision's events to one or more streams of a case, each checked against the version it was decided on.
-- Errors: ES000 nothing to append, ES001 a stream written or read has moved, or is another case's, ES002 the command is already answered,
-- 23505 somebody else opened a stream first.
create function append(
  p_case uuid, p_command uuid, p_fingerprint bytea, p_at timestamptz,
  p_streams uuid[], p_kinds text[], p_expected bigint[], p_counts int[],          -- streams written
  p_reads uuid[], p_read_versions bigint[],                                       -- streams only read
  p_event_streams uuid[], p_versions bigint[], p_ids uuid[], p_types text[], p_schemas smallint[],
  p_topics text[], p_headers text[], p_bodies text[]                              -- events, in order
) returns void language plpgsql as $$
declare
  h    bigint := hashtextextended(p_case::text, 0);
  done int;
begin
  if cardinality(p_ids) = 0 then
    raise exception 'nothing to append' using errcode = 'ES000';
  end if;
  perform pg_advisory_xact_lock(h);                       -- first: a case's outbox order is its commit order
  insert into command_receipt as r (command_id, fingerprint, outcome, positions)
    select p_command, p_fingerprint, 'accepted', jsonb_object_agg(id, expected + n)
      from unnest(p_streams, p_expected, p_counts) w (id, expected, n)
    on conflict (command_id) do update
      set fingerprint = excluded.fingerprint, outcome = 'accepted', code = null, positions = excluded.positions, at = now()
      where r.outcome = 'rejected';
  if not found then
    raise exception 'command already answered' using errcode = 'ES002';
  end if;
  with written as (
    select * from unnest(p_streams, p_kinds, p_expected, p_counts) w (id, kind, expected, n)
  ), opened as (
    insert into stream select id, p_case, kind, n from written where expected = 0 returning 1
  ), moved as (
    update stream s set version = s.version + w.n from written w
     where s.stream_id = w.id and s.case_id = p_case and w.expected > 0 and s.version = w.expected returning 1
  )
  select (select count(*) from opened) + (select count(*) from moved) into done;
  if done <> cardinality(p_streams) then
    raise exception 'version conflict in case %: expected % of %', p_case, p_expected, p_streams using errcode = 'ES001';
  end if;
  if cardinality(p_reads) > 0 and exists (
    select from unnest(p_reads, p_read_versions) r (id, v) left join stream s on s.stream_id = r.id
     where coalesce(s.version, 0) <> r.v or s.case_id <> p_case
  ) then
    raise exception 'a stream that this decision read has moved' using errcode = 'ES001';
  end if;
  with recorded as (
    insert into event (stream_id, version, event_id, case_id, type, schema_version, data, headers, recorded_at)
    select s, v, i, p_case, t, sv, b::jsonb, hd::jsonb, p_at
      from unnest(p_event_streams, p_versions, p_ids, p_types, p_schemas, p_headers, p_bodies)
           with ordinality e (s, v, i, t, sv, hd, b, o)
     order by o
    returning position, event_id
  )
  insert into outbox (position, shard, case_id, topic, headers, body)
  select r.position, (h & 15)::smallint, p_case, e.topic, e.hd, e.b
    from recorded r join unnest(p_ids, p_topics, p_headers, p_bodies) e (i, topic, hd, b) on e.i = r.event_id;
end $$;
