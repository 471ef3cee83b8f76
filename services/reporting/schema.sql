CREATE FUNCTION public.accused_dispositions(text[], text) RETURNS TABLE(prosecution_id uuid, accused_id uuid, case_id uuid, office_id text, disposition text, ending text, by_verdict boolean, convicted_of text, suspended boolean, reversed boolean, sentence_months numeric, recorded_at timestamp with time zone)
    LANGUAGE sql STABLE
    AS $_$
  with charged as (
    select c.prosecution_id, c.accused_id,
           sum(c.guilty_by_trial) as by_trial,
           sum(c.guilty_by_plea) as by_plea,
           sum(c.not_guilty) as not_guilty,
           sum(c.hung) as hung,
           sum(c.dismissed + c.rejected) as dismissed,
           sum(c.counts) > sum(c.guilty_by_trial + c.guilty_by_plea + c.not_guilty + c.dismissed) as undecided,
           bool_and(c.guilty_by_trial + c.guilty_by_plea + c.not_guilty + c.hung + c.dismissed + c.rejected + c.withdrawn
                    >= c.counts) as ended,
           coalesce(min(c.convicted_of) filter (where c.convicted_of = 'core'),
                    min(c.convicted_of) filter (where c.convicted_of = 'related'),
                    min(c.convicted_of)) as convicted_of,
           max(c.verdict_version) as verdict_version,
           max(c.verdict_on) as verdict_on,
           max(c.dropped_version) as dropped_version,
           max(c.recorded_at) as recorded_at
    from charge_facts c
    group by c.prosecution_id, c.accused_id
  ), overturned as (
    select a.prosecution_id, a.accused_id, max(a.decided_version) as decided_version, max(a.decided_on) as decided_on,
           max(a.recorded_at) as recorded_at
    from appeals a
    where a.result in ('reversed', 'retrial')
    group by a.prosecution_id, a.accused_id
  ), told as (
    select a.*, c.convicted_of, o.accused_id is not null and case
             when c.verdict_on <> o.decided_on then c.verdict_on < o.decided_on
             else coalesce(c.verdict_version, 0) <= o.decided_version
           end as reversed,
           coalesce(c.by_trial + c.by_plea > 0, false) as by_verdict,
           greatest(a.recorded_at, c.recorded_at, o.recorded_at, p.recorded_at) as touched_at,
           case
             when c.by_trial > 0 then 'convicted_trial'
             when c.by_plea > 0 then 'convicted_plea'
             when a.reported = 'convicted_other_count' then a.reported
             when a.reported like 'convicted%' and (c.undecided is not false or c.not_guilty = 0) then a.reported
             when c.ended and c.not_guilty > 0 and c.hung = 0 then 'acquitted_trial'
             when a.died then 'died'
             when a.discontinued or p.discontinued then 'discontinued'
             when c.ended and c.hung > 0 then 'hung'
             when c.ended and c.dismissed > 0 then 'dismissed'
             when a.reported not in ('pending', 'unknown') and a.reported not like 'convicted%' then a.reported
             when a.reported = 'pending' and not (c.ended and c.dropped_version > a.reported_version) then 'pending'
             when c.ended then 'withdrawn'
             when a.reported = 'unknown' then 'unknown'
             else 'pending'
           end as ending
    from accused_facts a
    left join charged c using (prosecution_id, accused_id)
    left join overturned o using (prosecution_id, accused_id)
    left join prosecution_facts p using (prosecution_id)
    where a.registered and a.counted_under = $2 and ($1 is null or a.office_id = any ($1))
  )
  select t.prosecution_id, t.accused_id, t.case_id, t.office_id,
         case t.ending when 'withdrawn' then 'dismissed' else t.ending end, t.ending, t.by_verdict, t.convicted_of, t.suspended, t.reversed, t.sentence_months, t.touched_at
  from told t
$_$;

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

CREATE FUNCTION public.lock_case(p_case uuid) RETURNS void
    LANGUAGE sql
    AS $$
  select pg_advisory_xact_lock(hashtextextended(p_case::text, 0));
$$;

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

CREATE TABLE public.accused_facts_v2 (
    prosecution_id uuid NOT NULL,
    accused_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    jurisdiction text,
    counted_under text NOT NULL,
    registered boolean NOT NULL,
    reported text,
    reported_version bigint NOT NULL,
    sentenced boolean NOT NULL,
    sentence_months numeric,
    sentence_life boolean NOT NULL,
    sentence_suspended boolean NOT NULL,
    remanded boolean NOT NULL,
    released boolean NOT NULL,
    suspended boolean NOT NULL,
    discontinued boolean NOT NULL,
    died boolean NOT NULL,
    final boolean NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.accused_facts AS
 SELECT prosecution_id,
    accused_id,
    case_id,
    office_id,
    jurisdiction,
    counted_under,
    registered,
    reported,
    reported_version,
    sentenced,
    sentence_months,
    sentence_life,
    sentence_suspended,
    remanded,
    released,
    suspended,
    discontinued,
    died,
    final,
    recorded_at
   FROM public.accused_facts_v2;

CREATE TABLE public.accused_facts_v1 (
    prosecution_id uuid NOT NULL,
    accused_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    jurisdiction text,
    counted_under text NOT NULL,
    registered boolean NOT NULL,
    reported text,
    sentenced boolean NOT NULL,
    sentence_months numeric,
    sentence_life boolean NOT NULL,
    sentence_suspended boolean NOT NULL,
    suspended boolean NOT NULL,
    discontinued boolean NOT NULL,
    died boolean NOT NULL,
    final boolean NOT NULL,
    recorded_at timestamp with time zone
);

CREATE TABLE public.appeals_v3 (
    prosecution_id uuid NOT NULL,
    appeal_id uuid NOT NULL,
    case_id uuid NOT NULL,
    accused_id uuid,
    filed_on date,
    result text,
    decided_version bigint NOT NULL,
    decided_on date,
    recorded_at timestamp with time zone
);

CREATE VIEW public.appeals AS
 SELECT prosecution_id,
    appeal_id,
    case_id,
    accused_id,
    filed_on,
    result,
    decided_version,
    decided_on,
    recorded_at
   FROM public.appeals_v3;

CREATE TABLE public.appeals_v1 (
    appeal_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid NOT NULL,
    accused_id uuid,
    filed_on date,
    result text,
    recorded_at timestamp with time zone
);

CREATE TABLE public.appeals_v2 (
    appeal_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid NOT NULL,
    accused_id uuid,
    filed_on date,
    result text,
    decided_version bigint NOT NULL,
    decided_on date,
    recorded_at timestamp with time zone
);

CREATE TABLE public.assessment_facts_v2 (
    assessment_id uuid NOT NULL,
    case_id uuid NOT NULL,
    survivor_id uuid,
    office_id text,
    counted_under text NOT NULL,
    instrument text NOT NULL,
    kind text NOT NULL,
    corrects uuid,
    due_on date,
    completed_on date,
    domain_means jsonb NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.assessment_facts AS
 SELECT assessment_id,
    case_id,
    survivor_id,
    office_id,
    counted_under,
    instrument,
    kind,
    corrects,
    due_on,
    completed_on,
    domain_means,
    recorded_at
   FROM public.assessment_facts_v2;

CREATE TABLE public.assessment_facts_v1 (
    assessment_id uuid NOT NULL,
    case_id uuid NOT NULL,
    survivor_id uuid,
    office_id text,
    counted_under text NOT NULL,
    instrument text NOT NULL,
    kind text NOT NULL,
    completed_on date,
    domain_means jsonb NOT NULL,
    recorded_at timestamp with time zone
);

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

CREATE TABLE public.case_facts_v2 (
    case_id uuid NOT NULL,
    office_id text,
    jurisdiction text,
    counted_under text NOT NULL,
    case_type text,
    referred_on date,
    alleged_victims bigint,
    opened_on date,
    cohort text,
    closed_on date,
    outcome text,
    reopened bigint NOT NULL,
    legal_closed_on date,
    aftercare_closed_on date,
    recorded_at timestamp with time zone
);

CREATE VIEW public.case_facts AS
 SELECT case_id,
    office_id,
    jurisdiction,
    counted_under,
    case_type,
    referred_on,
    alleged_victims,
    opened_on,
    cohort,
    closed_on,
    outcome,
    reopened,
    legal_closed_on,
    aftercare_closed_on,
    recorded_at
   FROM public.case_facts_v2;

CREATE TABLE public.case_facts_v1 (
    case_id uuid NOT NULL,
    office_id text,
    jurisdiction text,
    counted_under text NOT NULL,
    case_type text,
    referred_on date,
    opened_on date,
    cohort text,
    closed_on date,
    outcome text,
    reopened bigint NOT NULL,
    legal_closed_on date,
    aftercare_closed_on date,
    recorded_at timestamp with time zone
);

CREATE TABLE public.charge_facts_v3 (
    prosecution_id uuid NOT NULL,
    charge_id uuid NOT NULL,
    case_id uuid NOT NULL,
    accused_id uuid,
    jurisdiction text,
    statute text NOT NULL,
    iccs text,
    counts bigint NOT NULL,
    guilty jsonb NOT NULL,
    guilty_by_trial bigint NOT NULL,
    guilty_by_plea bigint NOT NULL,
    not_guilty bigint NOT NULL,
    dismissed bigint NOT NULL,
    hung bigint NOT NULL,
    withdrawn bigint NOT NULL,
    rejected bigint NOT NULL,
    convicted_of text,
    accepted_on date,
    verdict_version bigint NOT NULL,
    verdict_on date,
    dropped_version bigint NOT NULL,
    statutes_version text NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.charge_facts AS
 SELECT prosecution_id,
    charge_id,
    case_id,
    accused_id,
    jurisdiction,
    statute,
    iccs,
    counts,
    guilty,
    guilty_by_trial,
    guilty_by_plea,
    not_guilty,
    dismissed,
    hung,
    withdrawn,
    rejected,
    convicted_of,
    accepted_on,
    verdict_version,
    verdict_on,
    dropped_version,
    statutes_version,
    recorded_at
   FROM public.charge_facts_v3;

CREATE TABLE public.charge_facts_v1 (
    charge_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid,
    accused_id uuid,
    jurisdiction text,
    statute text NOT NULL,
    iccs text,
    counts bigint NOT NULL,
    guilty_by_trial bigint NOT NULL,
    guilty_by_plea bigint NOT NULL,
    not_guilty bigint NOT NULL,
    dismissed bigint NOT NULL,
    hung bigint NOT NULL,
    withdrawn bigint NOT NULL,
    rejected bigint NOT NULL,
    convicted_of text,
    statutes_version text NOT NULL,
    recorded_at timestamp with time zone
);

CREATE TABLE public.charge_facts_v2 (
    charge_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid,
    accused_id uuid,
    jurisdiction text,
    statute text NOT NULL,
    iccs text,
    counts bigint NOT NULL,
    guilty jsonb NOT NULL,
    guilty_by_trial bigint NOT NULL,
    guilty_by_plea bigint NOT NULL,
    not_guilty bigint NOT NULL,
    dismissed bigint NOT NULL,
    hung bigint NOT NULL,
    withdrawn bigint NOT NULL,
    rejected bigint NOT NULL,
    convicted_of text,
    accepted_on date,
    verdict_version bigint NOT NULL,
    verdict_on date,
    dropped_version bigint NOT NULL,
    statutes_version text NOT NULL,
    recorded_at timestamp with time zone
);

CREATE TABLE public.compensations_v3 (
    prosecution_id uuid NOT NULL,
    order_id uuid NOT NULL,
    case_id uuid NOT NULL,
    accused_id uuid,
    victim_id uuid,
    office_id text,
    counted_under text NOT NULL,
    currency text NOT NULL,
    awarded numeric NOT NULL,
    received numeric NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.compensations AS
 SELECT prosecution_id,
    order_id,
    case_id,
    accused_id,
    victim_id,
    office_id,
    counted_under,
    currency,
    awarded,
    received,
    recorded_at
   FROM public.compensations_v3;

CREATE TABLE public.compensations_v1 (
    order_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid,
    accused_id uuid,
    office_id text,
    counted_under text NOT NULL,
    currency text NOT NULL,
    awarded numeric NOT NULL,
    received numeric NOT NULL,
    recorded_at timestamp with time zone
);

CREATE TABLE public.compensations_v2 (
    order_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid,
    accused_id uuid,
    victim_id uuid,
    office_id text,
    counted_under text NOT NULL,
    currency text NOT NULL,
    awarded numeric NOT NULL,
    received numeric NOT NULL,
    recorded_at timestamp with time zone
);

CREATE TABLE public.compliance_facts_v1 (
    measure text NOT NULL,
    stream_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    counted_under text NOT NULL,
    begun boolean NOT NULL,
    met boolean,
    recorded_at timestamp with time zone
);

CREATE VIEW public.compliance_facts AS
 SELECT measure,
    stream_id,
    subject_id,
    case_id,
    office_id,
    counted_under,
    begun,
    met,
    recorded_at
   FROM public.compliance_facts_v1;

CREATE TABLE public.data_quality_issues_v2 (
    case_id uuid NOT NULL,
    issue_id uuid NOT NULL,
    office_id text,
    kind text,
    source text,
    source_row text,
    source_event_id uuid,
    of_type text,
    code text,
    source_column text,
    raised_at timestamp with time zone,
    resolved_at timestamp with time zone,
    recorded_at timestamp with time zone
);

CREATE VIEW public.data_quality_issues AS
 SELECT case_id,
    issue_id,
    office_id,
    kind,
    source,
    source_row,
    source_event_id,
    of_type,
    code,
    source_column,
    raised_at,
    resolved_at,
    recorded_at
   FROM public.data_quality_issues_v2;

CREATE TABLE public.data_quality_issues_v1 (
    issue_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    kind text,
    source text,
    source_row text,
    source_event_id uuid,
    of_type text,
    code text,
    raised_at timestamp with time zone,
    resolved_at timestamp with time zone,
    recorded_at timestamp with time zone
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

CREATE TABLE public.erasures_v1 (
    case_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.erasures AS
 SELECT case_id,
    subject_id,
    recorded_at
   FROM public.erasures_v1;

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

CREATE TABLE public.external_references (
    set_name text NOT NULL,
    file text NOT NULL,
    source_row bigint NOT NULL,
    indicator text NOT NULL,
    place text NOT NULL,
    period text NOT NULL,
    category text NOT NULL,
    unit text NOT NULL,
    value numeric,
    suppressed_below bigint,
    CONSTRAINT external_references_check CHECK (((value IS NULL) <> (suppressed_below IS NULL)))
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

CREATE TABLE public.gaps_v2 (
    case_id uuid NOT NULL,
    gap_id uuid NOT NULL,
    office_id text,
    counted_under text NOT NULL,
    area text NOT NULL,
    from_case_count bigint NOT NULL,
    identified_on date,
    recorded_at timestamp with time zone
);

CREATE VIEW public.gaps AS
 SELECT case_id,
    gap_id,
    office_id,
    counted_under,
    area,
    from_case_count,
    identified_on,
    recorded_at
   FROM public.gaps_v2;

CREATE TABLE public.gaps_v1 (
    gap_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    counted_under text NOT NULL,
    area text NOT NULL,
    from_case_count bigint NOT NULL,
    identified_on date,
    recorded_at timestamp with time zone
);

CREATE TABLE public.hearing_facts_v2 (
    prosecution_id uuid NOT NULL,
    hearing_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    counted_under text NOT NULL,
    type text,
    state text NOT NULL,
    held_on date,
    reason text,
    requested_by text,
    testimony boolean NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.hearing_facts AS
 SELECT prosecution_id,
    hearing_id,
    case_id,
    office_id,
    counted_under,
    type,
    state,
    held_on,
    reason,
    requested_by,
    testimony,
    recorded_at
   FROM public.hearing_facts_v2;

CREATE TABLE public.hearing_facts_v1 (
    hearing_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid,
    office_id text,
    counted_under text NOT NULL,
    type text,
    state text NOT NULL,
    held_on date,
    reason text,
    requested_by text,
    testimony boolean NOT NULL,
    recorded_at timestamp with time zone
);

CREATE TABLE public.held_facts_v2 (
    stream_id uuid NOT NULL,
    held_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    counted_under text NOT NULL,
    service text NOT NULL,
    type text NOT NULL,
    code text NOT NULL,
    charge_id uuid,
    counts bigint,
    settled boolean NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.held_facts AS
 SELECT stream_id,
    held_id,
    case_id,
    office_id,
    counted_under,
    service,
    type,
    code,
    charge_id,
    counts,
    settled,
    recorded_at
   FROM public.held_facts_v2;

CREATE TABLE public.held_facts_v1 (
    held_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    counted_under text NOT NULL,
    service text NOT NULL,
    type text NOT NULL,
    code text NOT NULL,
    charge_id uuid,
    counts bigint,
    settled boolean NOT NULL,
    recorded_at timestamp with time zone
);

CREATE TABLE public.lane (
    feed text NOT NULL,
    lane smallint NOT NULL,
    seq bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.milestones_v2 (
    prosecution_id uuid NOT NULL,
    accused_id uuid NOT NULL,
    milestone text NOT NULL,
    case_id uuid NOT NULL,
    reached_on date NOT NULL,
    "precision" text NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.milestones AS
 SELECT prosecution_id,
    accused_id,
    milestone,
    case_id,
    reached_on,
    "precision",
    recorded_at
   FROM public.milestones_v2;

CREATE TABLE public.milestones_v1 (
    prosecution_id uuid NOT NULL,
    accused_id uuid NOT NULL,
    milestone text NOT NULL,
    case_id uuid NOT NULL,
    reached_on date NOT NULL,
    "precision" text NOT NULL,
    recorded_at timestamp with time zone
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

CREATE TABLE public.prosecution_facts_v1 (
    prosecution_id uuid NOT NULL,
    case_id uuid NOT NULL,
    complaint_on date,
    discontinued boolean NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.prosecution_facts AS
 SELECT prosecution_id,
    case_id,
    complaint_on,
    discontinued,
    recorded_at
   FROM public.prosecution_facts_v1;

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

CREATE TABLE public.reforms_v2 (
    case_id uuid NOT NULL,
    reform_id uuid NOT NULL,
    gap_id uuid,
    proposed_on date,
    adopted boolean NOT NULL,
    kind text,
    adopted_on date,
    recorded_at timestamp with time zone
);

CREATE VIEW public.reforms AS
 SELECT case_id,
    reform_id,
    gap_id,
    proposed_on,
    adopted,
    kind,
    adopted_on,
    recorded_at
   FROM public.reforms_v2;

CREATE TABLE public.reforms_v1 (
    reform_id uuid NOT NULL,
    case_id uuid NOT NULL,
    gap_id uuid,
    proposed_on date,
    adopted boolean NOT NULL,
    kind text,
    adopted_on date,
    recorded_at timestamp with time zone
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

CREATE TABLE public.releases_v3 (
    case_id uuid NOT NULL,
    office_id text,
    snapshot jsonb NOT NULL,
    snapshot_hash text NOT NULL,
    drafted_at timestamp with time zone,
    published_at timestamp with time zone,
    superseded_by uuid,
    touched jsonb NOT NULL,
    reviewed jsonb NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.releases AS
 SELECT case_id,
    office_id,
    snapshot,
    snapshot_hash,
    drafted_at,
    published_at,
    superseded_by,
    touched,
    reviewed,
    recorded_at
   FROM public.releases_v3;

CREATE TABLE public.releases_v1 (
    case_id uuid NOT NULL,
    office_id text,
    snapshot jsonb NOT NULL,
    snapshot_hash text NOT NULL,
    drafted_at timestamp with time zone,
    published_at timestamp with time zone,
    superseded_by uuid,
    recorded_at timestamp with time zone
);

CREATE TABLE public.releases_v2 (
    case_id uuid NOT NULL,
    office_id text,
    snapshot jsonb NOT NULL,
    snapshot_hash text NOT NULL,
    drafted_at timestamp with time zone,
    published_at timestamp with time zone,
    superseded_by uuid,
    reviewed jsonb NOT NULL,
    recorded_at timestamp with time zone
);

CREATE TABLE public.service_facts_v2 (
    survivor_id uuid NOT NULL,
    service_id uuid NOT NULL,
    case_id uuid NOT NULL,
    org_id uuid,
    office_id text,
    counted_under text NOT NULL,
    referred_on date,
    accepted boolean NOT NULL,
    accepted_on date,
    rejected boolean NOT NULL,
    declined boolean NOT NULL,
    delivered bigint NOT NULL,
    ended boolean NOT NULL,
    recorded_at timestamp with time zone
);

CREATE VIEW public.service_facts AS
 SELECT survivor_id,
    service_id,
    case_id,
    org_id,
    office_id,
    counted_under,
    referred_on,
    accepted,
    accepted_on,
    rejected,
    declined,
    delivered,
    ended,
    recorded_at
   FROM public.service_facts_v2;

CREATE TABLE public.service_facts_v1 (
    service_id uuid NOT NULL,
    case_id uuid NOT NULL,
    org_id uuid,
    office_id text,
    counted_under text NOT NULL,
    referred_on date,
    accepted boolean NOT NULL,
    accepted_on date,
    rejected boolean NOT NULL,
    declined boolean NOT NULL,
    delivered bigint NOT NULL,
    ended boolean NOT NULL,
    recorded_at timestamp with time zone
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

CREATE TABLE public.studies_v1 (
    study_id uuid NOT NULL,
    case_id uuid NOT NULL,
    series_id uuid,
    site text NOT NULL,
    population text NOT NULL,
    method text NOT NULL,
    organisations jsonb NOT NULL,
    office_id text,
    counted_under text NOT NULL,
    registered_on date,
    recorded_at timestamp with time zone
);

CREATE VIEW public.studies AS
 SELECT study_id,
    case_id,
    series_id,
    site,
    population,
    method,
    organisations,
    office_id,
    counted_under,
    registered_on,
    recorded_at
   FROM public.studies_v1;

CREATE TABLE public.study_results_v1 (
    result_id uuid NOT NULL,
    case_id uuid NOT NULL,
    study_id uuid,
    indicator text NOT NULL,
    definition_version text NOT NULL,
    wave text NOT NULL,
    subgroup text,
    value numeric,
    unit text NOT NULL,
    ci_low numeric,
    ci_high numeric,
    ci_level numeric,
    n bigint NOT NULL,
    no_interval_because text,
    office_id text,
    counted_under text NOT NULL,
    measured_on date,
    recorded_at timestamp with time zone
);

CREATE VIEW public.study_results AS
 SELECT result_id,
    case_id,
    study_id,
    indicator,
    definition_version,
    wave,
    subgroup,
    value,
    unit,
    ci_low,
    ci_high,
    ci_level,
    n,
    no_interval_because,
    office_id,
    counted_under,
    measured_on,
    recorded_at
   FROM public.study_results_v1;

CREATE TABLE public.tasks_v1 (
    case_id uuid NOT NULL,
    task_id uuid NOT NULL,
    office_id text,
    kind text NOT NULL,
    role text NOT NULL,
    asked text NOT NULL,
    urgency text NOT NULL,
    due_at timestamp with time zone,
    opened_at timestamp with time zone,
    escalated bigint NOT NULL,
    outcome text
);

CREATE VIEW public.tasks AS
 SELECT case_id,
    task_id,
    office_id,
    kind,
    role,
    asked,
    urgency,
    due_at,
    opened_at,
    escalated,
    outcome
   FROM public.tasks_v1;

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

CREATE TABLE public.trainings_v2 (
    case_id uuid NOT NULL,
    training_id uuid NOT NULL,
    office_id text,
    counted_under text NOT NULL,
    audience text NOT NULL,
    participants bigint NOT NULL,
    delivered_on date,
    recorded_at timestamp with time zone
);

CREATE VIEW public.trainings AS
 SELECT case_id,
    training_id,
    office_id,
    counted_under,
    audience,
    participants,
    delivered_on,
    recorded_at
   FROM public.trainings_v2;

CREATE TABLE public.trainings_v1 (
    training_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    counted_under text NOT NULL,
    audience text NOT NULL,
    participants bigint NOT NULL,
    delivered_on date,
    recorded_at timestamp with time zone
);

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

CREATE TABLE public.victim_facts_v3 (
    case_id uuid NOT NULL,
    victim_id uuid NOT NULL,
    office_id text,
    jurisdiction text,
    counted_under text NOT NULL,
    age_band text,
    gender text,
    exploitation jsonb NOT NULL,
    means jsonb NOT NULL,
    official_status text,
    brought_to_safety_on date,
    safe text,
    safe_version bigint NOT NULL,
    attribution text,
    led_by_org_id uuid,
    declined_on date,
    declined text,
    declined_version bigint NOT NULL,
    later_declined boolean NOT NULL,
    enrolled boolean NOT NULL,
    enrolled_on date,
    restored boolean NOT NULL,
    restored_on date,
    revictimised bigint NOT NULL,
    exited boolean NOT NULL,
    exited_on date,
    exit_reason text,
    recorded_at timestamp with time zone
);

CREATE VIEW public.victim_facts AS
 SELECT case_id,
    victim_id,
    office_id,
    jurisdiction,
    counted_under,
    age_band,
    gender,
    exploitation,
    means,
    official_status,
    brought_to_safety_on,
    safe,
    safe_version,
    attribution,
    led_by_org_id,
    declined_on,
    declined,
    declined_version,
    later_declined,
    enrolled,
    enrolled_on,
    restored,
    restored_on,
    revictimised,
    exited,
    exited_on,
    exit_reason,
    recorded_at
   FROM public.victim_facts_v3;

CREATE TABLE public.victim_facts_v1 (
    case_id uuid NOT NULL,
    victim_id uuid NOT NULL,
    office_id text,
    jurisdiction text,
    counted_under text NOT NULL,
    age_band text,
    gender text,
    official_status text,
    brought_to_safety_on date,
    attribution text,
    led_by_org_id uuid,
    declined_on date,
    enrolled_on date,
    restored_on date,
    exited_on date,
    exit_reason text,
    recorded_at timestamp with time zone
);

CREATE TABLE public.victim_facts_v2 (
    case_id uuid NOT NULL,
    victim_id uuid NOT NULL,
    office_id text,
    jurisdiction text,
    counted_under text NOT NULL,
    age_band text,
    gender text,
    exploitation jsonb NOT NULL,
    official_status text,
    brought_to_safety_on date,
    safe text,
    safe_version bigint NOT NULL,
    attribution text,
    led_by_org_id uuid,
    declined_on date,
    declined text,
    declined_version bigint NOT NULL,
    later_declined boolean NOT NULL,
    enrolled_on date,
    restored_on date,
    revictimised bigint NOT NULL,
    exited_on date,
    exit_reason text,
    recorded_at timestamp with time zone
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

ALTER TABLE ONLY public.accused_facts_v1
    ADD CONSTRAINT accused_facts_v1_pkey PRIMARY KEY (prosecution_id, accused_id);

ALTER TABLE ONLY public.accused_facts_v2
    ADD CONSTRAINT accused_facts_v2_pkey PRIMARY KEY (prosecution_id, accused_id);

ALTER TABLE ONLY public.appeals_v1
    ADD CONSTRAINT appeals_v1_pkey PRIMARY KEY (appeal_id);

ALTER TABLE ONLY public.appeals_v2
    ADD CONSTRAINT appeals_v2_pkey PRIMARY KEY (appeal_id);

ALTER TABLE ONLY public.appeals_v3
    ADD CONSTRAINT appeals_v3_pkey PRIMARY KEY (prosecution_id, appeal_id);

ALTER TABLE ONLY public.assessment_facts_v1
    ADD CONSTRAINT assessment_facts_v1_pkey PRIMARY KEY (assessment_id);

ALTER TABLE ONLY public.assessment_facts_v2
    ADD CONSTRAINT assessment_facts_v2_pkey PRIMARY KEY (assessment_id);

ALTER TABLE ONLY public.case_access_v1
    ADD CONSTRAINT case_access_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.case_access_v2
    ADD CONSTRAINT case_access_v2_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.case_facts_v1
    ADD CONSTRAINT case_facts_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.case_facts_v2
    ADD CONSTRAINT case_facts_v2_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.charge_facts_v1
    ADD CONSTRAINT charge_facts_v1_pkey PRIMARY KEY (charge_id);

ALTER TABLE ONLY public.charge_facts_v2
    ADD CONSTRAINT charge_facts_v2_pkey PRIMARY KEY (charge_id);

ALTER TABLE ONLY public.charge_facts_v3
    ADD CONSTRAINT charge_facts_v3_pkey PRIMARY KEY (prosecution_id, charge_id);

ALTER TABLE ONLY public.command_receipt
    ADD CONSTRAINT command_receipt_pkey PRIMARY KEY (command_id);

ALTER TABLE ONLY public.compensations_v1
    ADD CONSTRAINT compensations_v1_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.compensations_v2
    ADD CONSTRAINT compensations_v2_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.compensations_v3
    ADD CONSTRAINT compensations_v3_pkey PRIMARY KEY (prosecution_id, order_id);

ALTER TABLE ONLY public.compliance_facts_v1
    ADD CONSTRAINT compliance_facts_v1_pkey PRIMARY KEY (measure, stream_id, subject_id);

ALTER TABLE ONLY public.data_quality_issues_v1
    ADD CONSTRAINT data_quality_issues_v1_pkey PRIMARY KEY (issue_id);

ALTER TABLE ONLY public.data_quality_issues_v2
    ADD CONSTRAINT data_quality_issues_v2_pkey PRIMARY KEY (case_id, issue_id);

ALTER TABLE ONLY public.dead_letter_opened
    ADD CONSTRAINT dead_letter_opened_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_pkey PRIMARY KEY (deadline_id);

ALTER TABLE ONLY public.erasures_v1
    ADD CONSTRAINT erasures_v1_pkey PRIMARY KEY (case_id, subject_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY public.event_left_behind
    ADD CONSTRAINT event_left_behind_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (stream_id, version);

ALTER TABLE ONLY public.external_references
    ADD CONSTRAINT external_references_pkey PRIMARY KEY (set_name, file, source_row, indicator, period);

ALTER TABLE ONLY public.feed_count
    ADD CONSTRAINT feed_count_pkey PRIMARY KEY (feed, lane);

ALTER TABLE ONLY public.gaps_v1
    ADD CONSTRAINT gaps_v1_pkey PRIMARY KEY (gap_id);

ALTER TABLE ONLY public.gaps_v2
    ADD CONSTRAINT gaps_v2_pkey PRIMARY KEY (case_id, gap_id);

ALTER TABLE ONLY public.hearing_facts_v1
    ADD CONSTRAINT hearing_facts_v1_pkey PRIMARY KEY (hearing_id);

ALTER TABLE ONLY public.hearing_facts_v2
    ADD CONSTRAINT hearing_facts_v2_pkey PRIMARY KEY (prosecution_id, hearing_id);

ALTER TABLE ONLY public.held_facts_v1
    ADD CONSTRAINT held_facts_v1_pkey PRIMARY KEY (held_id);

ALTER TABLE ONLY public.held_facts_v2
    ADD CONSTRAINT held_facts_v2_pkey PRIMARY KEY (stream_id, held_id);

ALTER TABLE ONLY public.lane
    ADD CONSTRAINT lane_pkey PRIMARY KEY (feed, lane);

ALTER TABLE ONLY public.milestones_v1
    ADD CONSTRAINT milestones_v1_pkey PRIMARY KEY (prosecution_id, accused_id, milestone);

ALTER TABLE ONLY public.milestones_v2
    ADD CONSTRAINT milestones_v2_pkey PRIMARY KEY (prosecution_id, accused_id, milestone);

ALTER TABLE ONLY public.operation
    ADD CONSTRAINT operation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY public.partner_unmatched
    ADD CONSTRAINT partner_unmatched_pkey PRIMARY KEY (command_id);

ALTER TABLE ONLY public.prosecution_facts_v1
    ADD CONSTRAINT prosecution_facts_v1_pkey PRIMARY KEY (prosecution_id);

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

ALTER TABLE ONLY public.reforms_v1
    ADD CONSTRAINT reforms_v1_pkey PRIMARY KEY (reform_id);

ALTER TABLE ONLY public.reforms_v2
    ADD CONSTRAINT reforms_v2_pkey PRIMARY KEY (case_id, reform_id);

ALTER TABLE ONLY public.relay_member
    ADD CONSTRAINT relay_member_pkey PRIMARY KEY (owner);

ALTER TABLE ONLY public.relay_shard
    ADD CONSTRAINT relay_shard_pkey PRIMARY KEY (shard);

ALTER TABLE ONLY public.releases_v1
    ADD CONSTRAINT releases_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.releases_v2
    ADD CONSTRAINT releases_v2_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.releases_v3
    ADD CONSTRAINT releases_v3_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.service_facts_v1
    ADD CONSTRAINT service_facts_v1_pkey PRIMARY KEY (service_id);

ALTER TABLE ONLY public.service_facts_v2
    ADD CONSTRAINT service_facts_v2_pkey PRIMARY KEY (survivor_id, service_id);

ALTER TABLE ONLY public.stream
    ADD CONSTRAINT stream_pkey PRIMARY KEY (stream_id);

ALTER TABLE ONLY public.stream_version
    ADD CONSTRAINT stream_version_pkey PRIMARY KEY (feed, stream_id);

ALTER TABLE ONLY public.studies_v1
    ADD CONSTRAINT studies_v1_pkey PRIMARY KEY (study_id);

ALTER TABLE ONLY public.study_results_v1
    ADD CONSTRAINT study_results_v1_pkey PRIMARY KEY (result_id);

ALTER TABLE ONLY public.tasks_v1
    ADD CONSTRAINT tasks_v1_pkey PRIMARY KEY (case_id, task_id);

ALTER TABLE ONLY public.timeline_v1
    ADD CONSTRAINT timeline_v1_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.trainings_v1
    ADD CONSTRAINT trainings_v1_pkey PRIMARY KEY (training_id);

ALTER TABLE ONLY public.trainings_v2
    ADD CONSTRAINT trainings_v2_pkey PRIMARY KEY (case_id, training_id);

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

ALTER TABLE ONLY public.victim_facts_v1
    ADD CONSTRAINT victim_facts_v1_pkey PRIMARY KEY (case_id, victim_id);

ALTER TABLE ONLY public.victim_facts_v2
    ADD CONSTRAINT victim_facts_v2_pkey PRIMARY KEY (case_id, victim_id);

ALTER TABLE ONLY public.victim_facts_v3
    ADD CONSTRAINT victim_facts_v3_pkey PRIMARY KEY (case_id, victim_id);

ALTER TABLE ONLY public.waiting_event
    ADD CONSTRAINT waiting_event_pkey PRIMARY KEY (feed, reaction, topic, lane, "offset");

CREATE INDEX accused_facts_v1_of_case ON public.accused_facts_v1 USING btree (case_id);

CREATE INDEX accused_facts_v2_of_case ON public.accused_facts_v2 USING btree (case_id);

CREATE INDEX appeals_v1_of_accused ON public.appeals_v1 USING btree (prosecution_id, accused_id);

CREATE INDEX appeals_v1_of_case ON public.appeals_v1 USING btree (case_id);

CREATE INDEX appeals_v2_of_accused ON public.appeals_v2 USING btree (prosecution_id, accused_id);

CREATE INDEX appeals_v2_of_case ON public.appeals_v2 USING btree (case_id);

CREATE INDEX appeals_v3_of_accused ON public.appeals_v3 USING btree (prosecution_id, accused_id);

CREATE INDEX appeals_v3_of_case ON public.appeals_v3 USING btree (case_id);

CREATE INDEX assessment_facts_v1_of_case ON public.assessment_facts_v1 USING btree (case_id);

CREATE INDEX assessment_facts_v1_of_survivor ON public.assessment_facts_v1 USING btree (survivor_id, completed_on);

CREATE INDEX assessment_facts_v2_of_case ON public.assessment_facts_v2 USING btree (case_id);

CREATE INDEX assessment_facts_v2_of_survivor ON public.assessment_facts_v2 USING btree (survivor_id, completed_on);

CREATE INDEX charge_facts_v1_of_accused ON public.charge_facts_v1 USING btree (prosecution_id, accused_id);

CREATE INDEX charge_facts_v1_of_case ON public.charge_facts_v1 USING btree (case_id);

CREATE INDEX charge_facts_v2_of_accused ON public.charge_facts_v2 USING btree (prosecution_id, accused_id);

CREATE INDEX charge_facts_v2_of_case ON public.charge_facts_v2 USING btree (case_id);

CREATE INDEX charge_facts_v3_of_accused ON public.charge_facts_v3 USING btree (prosecution_id, accused_id);

CREATE INDEX charge_facts_v3_of_case ON public.charge_facts_v3 USING btree (case_id);

CREATE INDEX compensations_v1_of_case ON public.compensations_v1 USING btree (case_id);

CREATE INDEX compensations_v2_of_case ON public.compensations_v2 USING btree (case_id);

CREATE INDEX compensations_v3_of_case ON public.compensations_v3 USING btree (case_id);

CREATE INDEX compliance_facts_v1_of_case ON public.compliance_facts_v1 USING btree (case_id);

CREATE INDEX data_quality_issues_v1_of_case ON public.data_quality_issues_v1 USING btree (case_id);

CREATE INDEX data_quality_issues_v1_of_source ON public.data_quality_issues_v1 USING btree (source, source_row);

CREATE INDEX data_quality_issues_v2_of_source ON public.data_quality_issues_v2 USING btree (source, source_row);

CREATE INDEX dead_letter_opened_by_actor ON public.dead_letter_opened USING btree (actor_id, at);

CREATE INDEX deadline_open ON public.deadline USING btree (due_at) WHERE (state = 'open'::text);

CREATE INDEX event_of_case ON public.event USING btree (case_id, "position");

CREATE INDEX external_references_of_place ON public.external_references USING btree (set_name, indicator, place, period);

CREATE INDEX hearing_facts_v1_of_case ON public.hearing_facts_v1 USING btree (case_id);

CREATE INDEX hearing_facts_v1_of_prosecution ON public.hearing_facts_v1 USING btree (prosecution_id, held_on);

CREATE INDEX hearing_facts_v2_held ON public.hearing_facts_v2 USING btree (prosecution_id, held_on);

CREATE INDEX hearing_facts_v2_of_case ON public.hearing_facts_v2 USING btree (case_id);

CREATE INDEX held_facts_v1_of_case ON public.held_facts_v1 USING btree (case_id);

CREATE INDEX held_facts_v1_of_charge ON public.held_facts_v1 USING btree (charge_id);

CREATE INDEX held_facts_v2_of_case ON public.held_facts_v2 USING btree (case_id);

CREATE INDEX held_facts_v2_of_charge ON public.held_facts_v2 USING btree (stream_id, charge_id);

CREATE INDEX milestones_v1_of_case ON public.milestones_v1 USING btree (case_id);

CREATE INDEX milestones_v2_of_case ON public.milestones_v2 USING btree (case_id);

CREATE INDEX operation_of_case ON public.operation USING btree (case_id, at);

CREATE INDEX outbox_by_shard ON public.outbox USING btree (shard, "position");

CREATE INDEX partner_unmatched_open ON public.partner_unmatched USING btree (received_at, command_id) WHERE (state = 'open'::text);

CREATE INDEX prosecution_facts_v1_of_case ON public.prosecution_facts_v1 USING btree (case_id);

CREATE UNIQUE INDEX read_model_building ON public.read_model USING btree (name) WHERE (state = 'building'::text);

CREATE INDEX received_by_case ON public.received_event USING btree (case_id);

CREATE UNIQUE INDEX recovery_republishing ON public.recovery USING btree (what) WHERE (ended_at IS NULL);

CREATE INDEX reforms_v1_of_gap ON public.reforms_v1 USING btree (gap_id);

CREATE INDEX reforms_v2_of_gap ON public.reforms_v2 USING btree (case_id, gap_id);

CREATE INDEX service_facts_v1_of_case ON public.service_facts_v1 USING btree (case_id);

CREATE INDEX service_facts_v2_of_case ON public.service_facts_v2 USING btree (case_id);

CREATE INDEX stream_of_case ON public.stream USING btree (case_id);

CREATE INDEX study_results_v1_of_case ON public.study_results_v1 USING btree (case_id);

CREATE INDEX tasks_v1_due ON public.tasks_v1 USING btree (due_at, task_id) WHERE (outcome IS NULL);

CREATE INDEX timeline_of_case ON public.timeline_v1 USING btree (case_id, occurred_at, recorded_at);

CREATE INDEX trainings_v1_of_case ON public.trainings_v1 USING btree (case_id);

CREATE INDEX vault_document_about ON public.vault_document USING gin (subjects);

CREATE INDEX vault_document_of_case ON public.vault_document USING btree (case_id);

CREATE UNIQUE INDEX vault_key_living ON public.vault_key USING btree (subject) WHERE (destroyed_at IS NULL);

CREATE INDEX vault_read_audit_by_actor ON public.vault_read_audit USING btree (actor_id, at);

CREATE INDEX vault_read_audit_of_case ON public.vault_read_audit USING btree (case_id, at);

CREATE INDEX waiting_by_case ON public.waiting_event USING btree (feed, case_id) WHERE (state <> 'discarded'::text);

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
