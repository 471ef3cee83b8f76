CREATE FUNCTION public.append(p_case uuid, p_command uuid, p_fingerprint bytea, p_at timestamp with time zone, p_streams uuid[], p_kinds text[], p_expected bigint[], p_counts integer[], p_reads uuid[], p_read_versions bigint[], p_event_streams uuid[], p_versions bigint[], p_ids uuid[], p_types text[], p_schemas smallint[], p_topics text[], p_headers text[], p_bodies text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.append_each(p_written integer[], p_read integer[], p_recorded integer[], p_set integer[], p_cases uuid[], p_commands uuid[], p_fingerprints bytea[], p_at timestamp with time zone[], p_streams uuid[], p_kinds text[], p_expected bigint[], p_counts integer[], p_reads uuid[], p_read_versions bigint[], p_event_streams uuid[], p_versions bigint[], p_ids uuid[], p_types text[], p_schemas smallint[], p_topics text[], p_headers text[], p_bodies text[], p_deadlines uuid[], p_deadline_streams uuid[], p_clocks text[], p_subjects text[], p_due timestamp with time zone[]) RETURNS text[]
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.known_of_case(p_case uuid) RETURNS TABLE(office_id text, jurisdiction text, case_reference text)
    LANGUAGE sql STABLE
    AS $$
  select e.headers ->> 'ce_officeid', e.headers ->> 'ce_jurisdiction',
         (select l.headers ->> 'ce_casereference' from event l
           where l.case_id = p_case and l.headers ? 'ce_casereference' order by l.position limit 1)
    from event e where e.case_id = p_case and e.headers ? 'ce_officeid' order by e.position limit 1
$$;

CREATE FUNCTION public.lock_case(p_case uuid) RETURNS void
    LANGUAGE sql
    AS $$
  select pg_advisory_xact_lock(hashtextextended(p_case::text, 0));
$$;

CREATE FUNCTION public.look_closely(p_case uuid, p_command uuid, p_stream uuid, p_version bigint, OUT fingerprint bytea, OUT outcome text, OUT code text, OUT positions jsonb, OUT headers jsonb[], OUT bodies jsonb[], OUT office_id text, OUT jurisdiction text, OUT case_reference text) RETURNS record
    LANGUAGE plpgsql
    AS $$
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

CREATE TABLE public.command_receipt (
    command_id uuid NOT NULL,
    fingerprint bytea NOT NULL,
    outcome text NOT NULL,
    code text,
    positions jsonb,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT command_receipt_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'nothing'::text, 'rejected'::text])))
);

CREATE FUNCTION public.look_under_lock(p_case uuid, p_command uuid) RETURNS SETOF public.command_receipt
    LANGUAGE plpgsql
    AS $$
begin
  perform lock_case(p_case);
  return query select * from command_receipt where command_id = p_command;
end $$;

CREATE FUNCTION public.move_lane(p_feed text, p_lane smallint, p_seq bigint, p_topics text[], p_first bigint[], p_next bigint[], p_last uuid[], p_streams uuid[], p_versions bigint[], p_events uuid[], p_applied bigint, p_ignored bigint, p_duplicates bigint, p_held bigint, p_parked bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
  taken bigint;
  moved int;
begin
  update lane set seq = seq + 1 where feed = p_feed and lane = p_lane and seq = p_seq returning seq into taken;
  if taken is null then
    raise exception 'lane % of % has moved on from %', p_lane, p_feed, p_seq using errcode = 'LN001';
  end if;
  insert into read_offset (feed, topic, lane, next_offset)
  select p_feed, topic, p_lane, 0 from unnest(p_topics, p_first) n (topic, first) where first = 0
      on conflict do nothing;
  update read_offset o set next_offset = n.next, last_event_id = n.last_id
    from unnest(p_topics, p_first, p_next, p_last) n (topic, first, next, last_id)
   where o.feed = p_feed and o.topic = n.topic and o.lane = p_lane and o.next_offset = n.first;
  get diagnostics moved = row_count;
  if moved <> cardinality(p_topics) then
    raise exception 'lane % of % stands elsewhere', p_lane, p_feed using errcode = 'LN001';
  end if;
  insert into stream_version (feed, stream_id, version, event_id)
  select p_feed, s, v, e from unnest(p_streams, p_versions, p_events) n (s, v, e)
      on conflict (feed, stream_id) do update set version = excluded.version, event_id = excluded.event_id;
  insert into feed_count as c (feed, lane, applied, ignored, duplicates, held, parked)
  values (p_feed, p_lane, p_applied, p_ignored, p_duplicates, p_held, p_parked)
      on conflict (feed, lane) do update
     set applied = c.applied + excluded.applied, ignored = c.ignored + excluded.ignored,
         duplicates = c.duplicates + excluded.duplicates, held = c.held + excluded.held,
         parked = c.parked + excluded.parked;
  return taken;
end $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception '% of % is refused: what happened stays recorded', tg_op, tg_table_name using errcode = 'ES003';
end $$;

CREATE FUNCTION public.subjects_of_documents(p_case uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    AS $$
  select distinct subject
    from (select ref from vault_document where case_id = p_case
          union
          select ref from vault_reference where case_id = p_case) of_case
    join vault_document d using (ref)
   cross join unnest(d.subjects) subject
   where coalesce(d.case_id, p_case) = p_case
$$;

CREATE TABLE public.case_access_v2 (
    case_id uuid NOT NULL,
    office_id text,
    jurisdiction text,
    case_reference text,
    office_said text,
    jurisdiction_said text,
    reference_said text
);

CREATE VIEW public.case_access AS
 SELECT case_id,
    office_id,
    jurisdiction,
    case_reference,
    office_said,
    jurisdiction_said,
    reference_said
   FROM public.case_access_v2;

CREATE TABLE public.case_access_v1 (
    case_id uuid NOT NULL,
    office_id text,
    jurisdiction text,
    case_reference text
);

CREATE TABLE public.dead_letter_opened (
    id bigint NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    "offset" bigint NOT NULL,
    actor_id uuid NOT NULL,
    actor_role text NOT NULL,
    purpose text NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT dead_letter_opened_purpose_check CHECK ((btrim(purpose) <> ''::text))
);

ALTER TABLE public.dead_letter_opened ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.dead_letter_opened_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deadline (
    deadline_id uuid NOT NULL,
    case_id uuid NOT NULL,
    stream_id uuid NOT NULL,
    clock text NOT NULL,
    subject text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    claimed_until timestamp with time zone,
    state text NOT NULL,
    code text,
    CONSTRAINT deadline_state_check CHECK ((state = ANY (ARRAY['open'::text, 'met'::text, 'elapsed'::text, 'failed'::text])))
);

CREATE TABLE public.event (
    "position" bigint NOT NULL,
    stream_id uuid NOT NULL,
    version bigint NOT NULL,
    event_id uuid NOT NULL,
    case_id uuid NOT NULL,
    type text NOT NULL,
    schema_version smallint NOT NULL,
    data jsonb NOT NULL,
    headers jsonb NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE public.event_left_behind (
    event_id uuid NOT NULL,
    case_id uuid NOT NULL,
    stream_id uuid NOT NULL,
    version bigint NOT NULL,
    why text NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT event_left_behind_why_check CHECK ((why = ANY (ARRAY['fork'::text, 'gap'::text])))
);

ALTER TABLE public.event ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.event_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.feed_count (
    feed text NOT NULL,
    lane smallint NOT NULL,
    applied bigint DEFAULT 0 NOT NULL,
    ignored bigint DEFAULT 0 NOT NULL,
    duplicates bigint DEFAULT 0 NOT NULL,
    held bigint DEFAULT 0 NOT NULL,
    parked bigint DEFAULT 0 NOT NULL,
    discarded bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.lane (
    feed text NOT NULL,
    lane smallint NOT NULL,
    seq bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.operation (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor_id uuid NOT NULL,
    what text NOT NULL,
    feed text NOT NULL,
    case_id uuid NOT NULL,
    events integer NOT NULL,
    left_over integer NOT NULL,
    reason text NOT NULL,
    CONSTRAINT operation_what_check CHECK ((what = ANY (ARRAY['redrive'::text, 'discard'::text])))
);

ALTER TABLE public.operation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.operation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.outbox (
    "position" bigint NOT NULL,
    shard smallint NOT NULL,
    case_id uuid NOT NULL,
    topic text NOT NULL,
    headers text NOT NULL,
    body text NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='20000');

CREATE TABLE public.partner_unmatched (
    command_id uuid NOT NULL,
    organisation text NOT NULL,
    topic text NOT NULL,
    message_id text NOT NULL,
    type text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    body bytea NOT NULL,
    offices text[] NOT NULL,
    received_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    case_id uuid,
    reason text,
    actor_id uuid,
    actor_role text,
    settled_at timestamp with time zone,
    CONSTRAINT partner_unmatched_check CHECK (((state = 'open'::text) = (settled_at IS NULL))),
    CONSTRAINT partner_unmatched_state_check CHECK ((state = ANY (ARRAY['open'::text, 'matched'::text, 'dismissed'::text])))
);

CREATE TABLE public.reaction_start (
    reaction text NOT NULL,
    topic text NOT NULL,
    lane smallint NOT NULL,
    from_offset bigint NOT NULL
);

CREATE TABLE public.read_model (
    name text NOT NULL,
    generation integer NOT NULL,
    feed text NOT NULL,
    state text NOT NULL,
    build integer DEFAULT 0 NOT NULL,
    CONSTRAINT read_model_state_check CHECK ((state = ANY (ARRAY['building'::text, 'live'::text, 'kept'::text, 'dropped'::text])))
);

CREATE TABLE public.read_offset (
    feed text NOT NULL,
    topic text NOT NULL,
    lane smallint NOT NULL,
    next_offset bigint NOT NULL,
    last_event_id uuid
);

CREATE TABLE public.rebuild (
    id bigint NOT NULL,
    name text NOT NULL,
    generation integer NOT NULL,
    build integer NOT NULL,
    feed text NOT NULL,
    phase text NOT NULL,
    begun_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    followed_at timestamp with time zone,
    switched_at timestamp with time zone,
    after_case uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    cases_known bigint,
    cases bigint DEFAULT 0 NOT NULL,
    events bigint DEFAULT 0 NOT NULL,
    rows bigint DEFAULT 0 NOT NULL,
    compared bigint DEFAULT 0 NOT NULL,
    blocked text,
    first boolean NOT NULL,
    report jsonb,
    signature text,
    CONSTRAINT rebuild_phase_check CHECK ((phase = ANY (ARRAY['copying'::text, 'following'::text, 'switched'::text, 'given_up'::text])))
);

CREATE TABLE public.rebuild_claim (
    rebuild_id bigint NOT NULL,
    owner uuid NOT NULL,
    until timestamp with time zone NOT NULL
);

ALTER TABLE public.rebuild ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.rebuild_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rebuild_step (
    id bigint NOT NULL,
    rebuild_id bigint NOT NULL,
    what text NOT NULL,
    actor_id uuid,
    reason text NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT rebuild_step_what_check CHECK ((what = ANY (ARRAY['begin'::text, 'switch'::text, 'roll back'::text, 'give up'::text, 'drop'::text])))
);

ALTER TABLE public.rebuild_step ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.rebuild_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.received_event (
    case_id uuid NOT NULL,
    topic text NOT NULL,
    lane smallint NOT NULL,
    "offset" bigint NOT NULL,
    headers text NOT NULL,
    body bytea NOT NULL
);

CREATE TABLE public.recovery (
    id bigint NOT NULL,
    what text NOT NULL,
    actor_id uuid NOT NULL,
    reason text NOT NULL,
    begun_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    ended_at timestamp with time zone,
    after_case uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    after_position bigint DEFAULT 0 NOT NULL,
    events_known bigint NOT NULL,
    events bigint DEFAULT 0 NOT NULL,
    report jsonb,
    CONSTRAINT recovery_reason_check CHECK ((btrim(reason) <> ''::text)),
    CONSTRAINT recovery_what_check CHECK ((what = ANY (ARRAY['republish'::text, 'relog'::text, 'restore'::text])))
);

ALTER TABLE public.recovery ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.recovery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reference_counter (
    office_id text NOT NULL,
    year integer NOT NULL,
    last bigint NOT NULL
);

CREATE TABLE public.relay_member (
    owner uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

CREATE TABLE public.relay_shard (
    shard smallint NOT NULL,
    owner uuid,
    leased_till timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL
);

CREATE TABLE public.stream (
    stream_id uuid NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    version bigint NOT NULL
)
WITH (fillfactor='70');

CREATE TABLE public.stream_version (
    feed text NOT NULL,
    stream_id uuid NOT NULL,
    version bigint NOT NULL,
    event_id uuid NOT NULL
);

CREATE TABLE public.timeline_v1 (
    event_id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_reference text,
    service text NOT NULL,
    stream_id uuid NOT NULL,
    stream_version bigint NOT NULL,
    event_type text NOT NULL,
    data jsonb NOT NULL,
    authority text,
    actor_role text NOT NULL,
    actor_id uuid,
    occurred_at timestamp with time zone NOT NULL,
    occurred_precision text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    causation_id uuid,
    correlation_id uuid,
    source text NOT NULL,
    historical boolean NOT NULL,
    corrected_by uuid
);

CREATE VIEW public.timeline AS
 SELECT event_id,
    case_id,
    case_reference,
    service,
    stream_id,
    stream_version,
    event_type,
    data,
    authority,
    actor_role,
    actor_id,
    occurred_at,
    occurred_precision,
    recorded_at,
    causation_id,
    correlation_id,
    source,
    historical,
    corrected_by
   FROM public.timeline_v1;

CREATE TABLE public.vault_deposit (
    ref uuid NOT NULL,
    fingerprint bytea NOT NULL,
    deposited_by uuid NOT NULL,
    offices text[] NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.vault_document (
    ref uuid NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    case_id uuid,
    subjects uuid[] NOT NULL,
    keys uuid[] NOT NULL,
    nonce bytea NOT NULL,
    sealed bytea NOT NULL,
    written_by uuid NOT NULL,
    written_role text NOT NULL,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT vault_document_check CHECK ((cardinality(keys) = cardinality(subjects))),
    CONSTRAINT vault_document_subjects_check CHECK ((cardinality(subjects) > 0)),
    CONSTRAINT vault_document_version_check CHECK ((version > 0))
);

CREATE TABLE public.vault_key (
    key_id uuid NOT NULL,
    subject uuid NOT NULL,
    wrapped bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    destroyed_at timestamp with time zone,
    CONSTRAINT vault_key_check CHECK (((wrapped IS NULL) = (destroyed_at IS NOT NULL)))
);

CREATE TABLE public.vault_read_audit (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    case_id uuid,
    actor_id uuid NOT NULL,
    actor_role text NOT NULL,
    purpose text NOT NULL,
    outcome text NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT vault_read_audit_outcome_check CHECK ((outcome = ANY (ARRAY['opened'::text, 'erased'::text, 'refused'::text]))),
    CONSTRAINT vault_read_audit_purpose_check CHECK ((btrim(purpose) <> ''::text))
);

ALTER TABLE public.vault_read_audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.vault_read_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.vault_reference (
    ref uuid NOT NULL,
    case_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.waiting_event (
    feed text NOT NULL,
    reaction text DEFAULT ''::text NOT NULL,
    case_id uuid NOT NULL,
    topic text NOT NULL,
    lane smallint NOT NULL,
    "offset" bigint NOT NULL,
    stream_id uuid NOT NULL,
    version bigint NOT NULL,
    event_id uuid NOT NULL,
    headers text NOT NULL,
    body bytea NOT NULL,
    state text NOT NULL,
    error text,
    fingerprint text,
    since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT waiting_event_state_check CHECK ((state = ANY (ARRAY['held'::text, 'parked'::text, 'discarded'::text])))
);

ALTER TABLE ONLY public.case_access_v1
    ADD CONSTRAINT case_access_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.case_access_v2
    ADD CONSTRAINT case_access_v2_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.command_receipt
    ADD CONSTRAINT command_receipt_pkey PRIMARY KEY (command_id);

ALTER TABLE ONLY public.dead_letter_opened
    ADD CONSTRAINT dead_letter_opened_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_pkey PRIMARY KEY (deadline_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY public.event_left_behind
    ADD CONSTRAINT event_left_behind_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (stream_id, version);

ALTER TABLE ONLY public.feed_count
    ADD CONSTRAINT feed_count_pkey PRIMARY KEY (feed, lane);

ALTER TABLE ONLY public.lane
    ADD CONSTRAINT lane_pkey PRIMARY KEY (feed, lane);

ALTER TABLE ONLY public.operation
    ADD CONSTRAINT operation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY public.partner_unmatched
    ADD CONSTRAINT partner_unmatched_pkey PRIMARY KEY (command_id);

ALTER TABLE ONLY public.reaction_start
    ADD CONSTRAINT reaction_start_pkey PRIMARY KEY (reaction, topic, lane);

ALTER TABLE ONLY public.read_model
    ADD CONSTRAINT read_model_pkey PRIMARY KEY (name, generation, build);

ALTER TABLE ONLY public.read_offset
    ADD CONSTRAINT read_offset_pkey PRIMARY KEY (feed, topic, lane);

ALTER TABLE ONLY public.rebuild_claim
    ADD CONSTRAINT rebuild_claim_pkey PRIMARY KEY (rebuild_id);

ALTER TABLE ONLY public.rebuild
    ADD CONSTRAINT rebuild_name_generation_build_key UNIQUE (name, generation, build);

ALTER TABLE ONLY public.rebuild
    ADD CONSTRAINT rebuild_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rebuild_step
    ADD CONSTRAINT rebuild_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.received_event
    ADD CONSTRAINT received_event_pkey PRIMARY KEY (topic, lane, "offset");

ALTER TABLE ONLY public.recovery
    ADD CONSTRAINT recovery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reference_counter
    ADD CONSTRAINT reference_counter_pkey PRIMARY KEY (office_id, year);

ALTER TABLE ONLY public.relay_member
    ADD CONSTRAINT relay_member_pkey PRIMARY KEY (owner);

ALTER TABLE ONLY public.relay_shard
    ADD CONSTRAINT relay_shard_pkey PRIMARY KEY (shard);

ALTER TABLE ONLY public.stream
    ADD CONSTRAINT stream_pkey PRIMARY KEY (stream_id);

ALTER TABLE ONLY public.stream_version
    ADD CONSTRAINT stream_version_pkey PRIMARY KEY (feed, stream_id);

ALTER TABLE ONLY public.timeline_v1
    ADD CONSTRAINT timeline_v1_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.vault_deposit
    ADD CONSTRAINT vault_deposit_pkey PRIMARY KEY (ref);

ALTER TABLE ONLY public.vault_document
    ADD CONSTRAINT vault_document_pkey PRIMARY KEY (ref, version);

ALTER TABLE ONLY public.vault_key
    ADD CONSTRAINT vault_key_pkey PRIMARY KEY (key_id);

ALTER TABLE ONLY public.vault_read_audit
    ADD CONSTRAINT vault_read_audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.vault_reference
    ADD CONSTRAINT vault_reference_pkey PRIMARY KEY (ref);

ALTER TABLE ONLY public.waiting_event
    ADD CONSTRAINT waiting_event_pkey PRIMARY KEY (feed, reaction, topic, lane, "offset");

CREATE INDEX dead_letter_opened_by_actor ON public.dead_letter_opened USING btree (actor_id, at);

CREATE INDEX deadline_failed ON public.deadline USING btree (clock) WHERE (state = 'failed'::text);

CREATE INDEX deadline_open ON public.deadline USING btree (due_at) WHERE (state = 'open'::text);

CREATE INDEX event_of_case ON public.event USING btree (case_id, "position");

CREATE INDEX operation_of_case ON public.operation USING btree (case_id, at);

CREATE INDEX partner_unmatched_open ON public.partner_unmatched USING btree (received_at, command_id) WHERE (state = 'open'::text);

CREATE UNIQUE INDEX read_model_building ON public.read_model USING btree (name) WHERE (state = 'building'::text);

CREATE INDEX received_by_case ON public.received_event USING btree (case_id);

CREATE UNIQUE INDEX recovery_republishing ON public.recovery USING btree (what) WHERE (ended_at IS NULL);

CREATE INDEX stream_of_case ON public.stream USING btree (case_id);

CREATE INDEX timeline_of_case ON public.timeline_v1 USING btree (case_id, occurred_at, recorded_at);

CREATE INDEX vault_document_of_case ON public.vault_document USING btree (case_id);

CREATE UNIQUE INDEX vault_key_living ON public.vault_key USING btree (subject) WHERE (destroyed_at IS NULL);

CREATE INDEX vault_read_audit_by_actor ON public.vault_read_audit USING btree (actor_id, at);

CREATE INDEX vault_read_audit_of_case ON public.vault_read_audit USING btree (case_id, at);

CREATE INDEX vault_reference_of_case ON public.vault_reference USING btree (case_id);

CREATE INDEX waiting_by_case ON public.waiting_event USING btree (feed, case_id) WHERE (state <> 'discarded'::text);

CREATE INDEX waiting_by_state ON public.waiting_event USING btree (state, since);

CREATE INDEX waiting_of_case ON public.waiting_event USING btree (case_id);

CREATE TRIGGER dead_letter_opened_is_for_ever BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dead_letter_opened FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER event_is_for_ever BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER vault_deposit_is_for_ever BEFORE DELETE OR UPDATE OR TRUNCATE ON public.vault_deposit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER vault_document_is_for_ever BEFORE DELETE OR UPDATE OR TRUNCATE ON public.vault_document FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER vault_read_audit_is_for_ever BEFORE DELETE OR UPDATE OR TRUNCATE ON public.vault_read_audit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER vault_reference_is_for_ever BEFORE DELETE OR UPDATE OR TRUNCATE ON public.vault_reference FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

ALTER TABLE ONLY public.rebuild_claim
    ADD CONSTRAINT rebuild_claim_rebuild_id_fkey FOREIGN KEY (rebuild_id) REFERENCES public.rebuild(id);

ALTER TABLE ONLY public.rebuild_step
    ADD CONSTRAINT rebuild_step_rebuild_id_fkey FOREIGN KEY (rebuild_id) REFERENCES public.rebuild(id);

ALTER TABLE ONLY public.vault_reference
    ADD CONSTRAINT vault_reference_ref_fkey FOREIGN KEY (ref) REFERENCES public.vault_deposit(ref);
