CREATE FUNCTION public.accused_now(uuid) RETURNS TABLE(prosecution_id uuid, accused_id uuid, custody text, custody_since timestamp with time zone, bail text, bail_kind text, bail_conditions jsonb, release_expected_on timestamp with time zone, stage text, outcome text, charges bigint, counts bigint, open_counts bigint, verdicts jsonb, convicted boolean, disposition text, sentence jsonb, final boolean, over boolean)
    LANGUAGE sql STABLE
    AS $_$
  with appealed_against as (
    select a.prosecution_id, a.accused_id, a.result, a.decided_recorded_at,
           jsonb_array_elements_text(a.against)::uuid as event_id
    from appeals a
    where a.case_id = $1 and a.result in ('reversed', 'retrial')
  ), sent_back as (
    select jsonb_array_elements_text(a.against)::uuid as event_id
    from appeals a
    join appealed_against g on g.event_id = a.decision_event_id and g.result = 'retrial'
    where a.case_id = $1
  ), undone as (
    select distinct on (g.event_id) g.event_id,
           case when g.event_id in (select b.event_id from sent_back b) then 'retrial' else g.result end as how
    from appealed_against g
    order by g.event_id, g.decided_recorded_at
  ), found as (
    select v.prosecution_id, v.accused_id, v.charge_id, v.verdict, v.convicted_of, v.court, v.counts, u.how
    from verdicts v
    left join undone u on u.event_id = v.event_id
    where v.case_id = $1
  ), settled as (
    select f.prosecution_id, f.charge_id, f.court, sum(f.counts) as counts
    from found f
    where f.verdict <> 'hung' and (f.how is null or f.how = 'reversed')
    group by f.prosecution_id, f.charge_id, f.court
  ), ended as (
    select f.prosecution_id, f.accused_id,
           bool_or(f.verdict = 'not_guilty') as acquitted, bool_or(f.verdict = 'dismissed') as dismissed,
           bool_or(f.verdict = 'hung') as hung,
           bool_or(f.verdict like 'guilty%') and bool_and(f.verdict = 'guilty_lesser' or f.convicted_of is not null)
             filter (where f.verdict like 'guilty%') as of_another
    from found f
    where f.how is null
    group by f.prosecution_id, f.accused_id
  ), guilty as (
    select f.prosecution_id, f.accused_id, f.charge_id
    from found f
    where f.how is null and f.verdict <> 'hung'
    group by f.prosecution_id, f.accused_id, f.charge_id
    having coalesce(sum(f.counts) filter (where f.court = 'appeal' and f.verdict like 'guilty%'), 0)
         + greatest(0, coalesce(sum(f.counts) filter (where f.court = 'first_instance' and f.verdict like 'guilty%'), 0)
                     - coalesce(sum(f.counts) filter (where f.court = 'appeal'), 0)) > 0
  ), charged as (
    select c.prosecution_id, c.accused_id, count(*) as charges, sum(c.filed)::bigint as counts,
           sum(c.filed - c.withdrawn - c.rejected - least(c.accepted, coalesce(
             (select max(s.counts) from settled s
              where s.prosecution_id = c.prosecution_id and s.charge_id = c.charge_id), 0)))::bigint as open_counts
    from charges c
    where c.case_id = $1
    group by c.prosecution_id, c.accused_id
  ), summed as (
    select s.prosecution_id, s.accused_id, bool_or(s.verdict <> 'hung') as decided,
           jsonb_agg(jsonb_build_object('court', s.court, 'verdict', s.verdict, 'counts', s.counts)
                     order by s.court desc, s.verdict) as verdicts
    from (select f.prosecution_id, f.accused_id, f.court, f.verdict, sum(f.counts)::bigint as counts
          from found f
          where f.how is null
          group by f.prosecution_id, f.accused_id, f.court, f.verdict) s
    group by s.prosecution_id, s.accused_id
  ), appealed as (
    select a.prosecution_id, a.accused_id, bool_or(a.result is null) as pending,
           max(a.decided_recorded_at) filter (where a.result in ('reversed', 'retrial')) as undone_at,
           max(a.decided_recorded_at) filter (where a.result = 'retrial') as retried_at
    from appeals a
    where a.case_id = $1
    group by a.prosecution_id, a.accused_id
  ), known as (
    select a.*, c.charges, c.counts, c.open_counts, s.verdicts, coalesce(s.decided, false) as decided,
           coalesce(p.pending, false) as on_appeal, e.acquitted, e.dismissed, e.hung, coalesce(e.of_another, false) as of_another,
           case
             when a.proceedings in ('final', 'discontinued') and p.undone_at > a.proceedings_recorded_at then 'pending'
             when a.proceedings = 'suspended' and p.retried_at > a.proceedings_recorded_at then 'pending'
             else a.proceedings
           end as stands,
           case when not exists (select from undone u where u.event_id = a.disposition_event_id)
                then a.disposition end as reported,
           exists (select from found f
                   where f.how = 'reversed' and f.prosecution_id = a.prosecution_id
                     and f.accused_id = a.accused_id) as reversed,
           exists (select from guilty g
                   where g.prosecution_id = a.prosecution_id and g.accused_id = a.accused_id) as guilty
    from accused_status a
    left join charged c using (prosecution_id, accused_id)
    left join summed s using (prosecution_id, accused_id)
    left join appealed p using (prosecution_id, accused_id)
    left join ended e using (prosecution_id, accused_id)
    where a.case_id = $1
  ), judged as (
    select k.*, k.guilty or coalesce(k.reported like 'convicted%', false) as convicted,
           k.sentence_event_id is not null and (k.guilty or coalesce(k.reported like 'convicted%', false))
             and not exists (select from undone u where u.event_id = k.sentence_event_id) as sentenced
    from known k
  )
  select j.prosecution_id, j.accused_id, j.custody, j.custody_since, j.bail, j.bail_kind, j.bail_conditions,
         j.release_expected_on,
         case
           when j.stands in ('died', 'discontinued', 'suspended') then j.stands
           when j.on_appeal then 'on_appeal'
           when j.stands = 'final' then 'final'
           when j.sentenced then 'sentenced'
           when j.convicted then 'convicted'
           when j.decided then 'not_convicted'
           when j.charges > 0 and j.open_counts = 0 and not j.reversed then 'withdrawn'
           when j.arraigned or j.verdicts is not null then 'on_trial'
           when j.charges > 0 then 'charged'
           when j.summoned then 'summoned'
           else 'named'
         end,
         case
           when j.guilty then case when j.of_another then 'convicted_of_another' else 'convicted' end
           when j.reported like 'convicted%' then 'convicted'
           when j.reported = 'acquitted_trial' or (j.acquitted and j.open_counts = 0) then 'acquitted'
           when j.reported = 'dismissed' or (j.dismissed and j.open_counts = 0) then 'dismissed'
           when j.reversed and j.open_counts = 0 then 'reversed'
           when j.charges > 0 and j.open_counts = 0 then 'withdrawn'
           when j.hung then 'hung'
         end,
         coalesce(j.charges, 0), coalesce(j.counts, 0), coalesce(j.open_counts, 0), coalesce(j.verdicts, '[]'), j.convicted,
         j.reported,
         case when j.sentenced then jsonb_build_object(
           'months', j.sentence_months, 'life', j.sentence_life, 'suspended', j.sentence_suspended,
           'fineAmount', j.fine_amount, 'fineCurrency', j.fine_currency, 'passedOn', j.sentenced_on) end,
         j.stands = 'final',
         j.stands = 'died' or (not j.on_appeal and j.stands in ('final', 'discontinued', 'suspended'))
  from judged j
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

CREATE FUNCTION public.at_stake(uuid) RETURNS TABLE(id uuid)
    LANGUAGE sql STABLE
    AS $_$
  select (subject ->> 'id')::uuid as id
  from timeline r, jsonb_array_elements(r.data -> 'subjects') subject
  where r.case_id = $1 and r.event_type = 'SafetyRiskRaised' and r.corrected_by is null
    and (r.recorded_at > now() - interval '72 hours'
      or r.data ->> 'level' in ('high', 'immediate') and not exists (
        select from timeline m
        where m.case_id = $1 and m.event_type = 'SafetyRiskMitigated' and m.corrected_by is null
          and m.data ->> 'riskId' = r.data ->> 'riskId'))
  union
  select person::uuid
  from timeline r, jsonb_array_elements_text(r.data -> 'personIds') person
  where r.case_id = $1 and r.event_type in ('SafetyRecheckFellDue', 'SafetyRecheckEscalated')
    and r.corrected_by is null and r.recorded_at > now() - interval '72 hours'
  union
  select subject::uuid
  from tasks t left join lateral jsonb_array_elements_text(t.subjects) subject on true
  where t.case_id = $1
    and 'duty_officer' in (t.role, t.asked)
    and (t.outcome is null or t.opened_at > now() - interval '72 hours')
$_$;

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

CREATE FUNCTION public.own_case(uuid, uuid) RETURNS TABLE(hearings jsonb, protection_orders jsonb, papers jsonb, compensation jsonb, accused jsonb)
    LANGUAGE sql STABLE
    AS $_$
  select
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'hearingId', h.hearing_id, 'onAt', h.on_at, 'onPrecision', h.on_precision, 'type', h.type, 'mode', h.mode,
        'state', h.state) order by h.on_at, h.hearing_id)
      from hearings h
      where h.case_id = $1 and h.witness_ids ? $2::text), '[]'),
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'orderId', o.order_id, 'against', o.against, 'until', o.until, 'breaches', o.breaches, 'state', o.state)
        order by o.order_id)
      from protection_orders o
      where o.case_id = $1 and o.protects = $2), '[]'),
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', e.id, 'kind', e.kind, 'grantedOn', e.granted_on, 'until', e.until, 'amount', e.amount,
        'currency', e.currency, 'received', e.received) order by e.granted_on, e.id)
      from entitlements e
      where e.case_id = $1 and e.victim_id = $2), '[]'),
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'orderId', c.order_id, 'payer', c.payer, 'amount', c.amount, 'currency', c.currency, 'orderedOn', c.ordered_on,
        'received', c.received) order by c.ordered_on, c.order_id)
      from compensation c
      where c.case_id = $1 and c.victim_id = $2), '[]'),
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'prosecutionId', n.prosecution_id, 'accusedId', n.accused_id, 'stage', n.stage, 'outcome', n.outcome,
        'custody', n.custody, 'releaseExpectedOn', n.release_expected_on) order by n.prosecution_id, n.accused_id)
      from accused_now($1) n
      where exists (select from charges c
                    where c.prosecution_id = n.prosecution_id and c.accused_id = n.accused_id
                      and c.victim_ids ? $2::text)
         or exists (select from protection_orders o
                    where o.case_id = $1 and o.protects = $2 and o.against = n.accused_id)), '[]')
$_$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception '% of % is refused: what happened stays recorded', tg_op, tg_table_name using errcode = 'ES003';
end $$;

CREATE TABLE public.accused_status_v1 (
    prosecution_id uuid NOT NULL,
    accused_id uuid NOT NULL,
    case_id uuid NOT NULL,
    roles jsonb NOT NULL,
    named_on timestamp with time zone,
    custody text NOT NULL,
    custody_since timestamp with time zone,
    custody_precision text,
    release_expected_on timestamp with time zone,
    bail text NOT NULL,
    bail_kind text,
    bail_conditions jsonb NOT NULL,
    bail_since timestamp with time zone,
    bail_precision text,
    arraigned boolean NOT NULL,
    proceedings text NOT NULL,
    proceedings_recorded_at timestamp with time zone,
    disposition text,
    disposition_event_id uuid,
    sentence_event_id uuid,
    sentence_months numeric,
    sentence_life boolean NOT NULL,
    sentence_suspended boolean NOT NULL,
    fine_amount numeric,
    fine_currency text,
    sentenced_on timestamp with time zone,
    custody_moves jsonb DEFAULT '[]'::jsonb NOT NULL,
    summoned boolean DEFAULT false NOT NULL
);

CREATE VIEW public.accused_status AS
 SELECT prosecution_id,
    accused_id,
    case_id,
    roles,
    named_on,
    custody,
    custody_since,
    custody_precision,
    release_expected_on,
    bail,
    bail_kind,
    bail_conditions,
    bail_since,
    bail_precision,
    arraigned,
    proceedings,
    proceedings_recorded_at,
    disposition,
    disposition_event_id,
    sentence_event_id,
    sentence_months,
    sentence_life,
    sentence_suspended,
    fine_amount,
    fine_currency,
    sentenced_on,
    custody_moves,
    summoned
   FROM public.accused_status_v1;

CREATE TABLE public.appeals_v1 (
    prosecution_id uuid NOT NULL,
    appeal_id uuid NOT NULL,
    case_id uuid NOT NULL,
    accused_id uuid NOT NULL,
    against jsonb NOT NULL,
    filed_by text NOT NULL,
    court text NOT NULL,
    filed_on timestamp with time zone,
    result text,
    decided_on timestamp with time zone,
    decided_recorded_at timestamp with time zone,
    decision_event_id uuid
);

CREATE VIEW public.appeals AS
 SELECT prosecution_id,
    appeal_id,
    case_id,
    accused_id,
    against,
    filed_by,
    court,
    filed_on,
    result,
    decided_on,
    decided_recorded_at,
    decision_event_id
   FROM public.appeals_v1;

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

CREATE TABLE public.case_view_v1 (
    case_id uuid NOT NULL,
    reference text,
    office_id text,
    jurisdiction text,
    suspect_ids jsonb NOT NULL,
    victim_ids jsonb NOT NULL,
    part text NOT NULL,
    outcome text,
    opened_on timestamp with time zone,
    closed_on timestamp with time zone
);

CREATE VIEW public.case_view AS
 SELECT case_id,
    reference,
    office_id,
    jurisdiction,
    suspect_ids,
    victim_ids,
    part,
    outcome,
    opened_on,
    closed_on
   FROM public.case_view_v1;

CREATE TABLE public.charges_v1 (
    prosecution_id uuid NOT NULL,
    charge_id uuid NOT NULL,
    case_id uuid NOT NULL,
    accused_id uuid NOT NULL,
    statute text NOT NULL,
    iccs text,
    filed bigint NOT NULL,
    accepted bigint NOT NULL,
    withdrawn bigint NOT NULL,
    rejected bigint NOT NULL,
    plea text,
    victim_ids jsonb DEFAULT '[]'::jsonb NOT NULL
);

CREATE VIEW public.charges AS
 SELECT prosecution_id,
    charge_id,
    case_id,
    accused_id,
    statute,
    iccs,
    filed,
    accepted,
    withdrawn,
    rejected,
    plea,
    victim_ids
   FROM public.charges_v1;

CREATE TABLE public.compensation_v1 (
    prosecution_id uuid NOT NULL,
    order_id uuid NOT NULL,
    case_id uuid NOT NULL,
    victim_id uuid,
    accused_id uuid,
    payer text NOT NULL,
    amount numeric,
    currency text NOT NULL,
    ordered_on timestamp with time zone,
    received numeric NOT NULL,
    payments bigint NOT NULL
);

CREATE VIEW public.compensation AS
 SELECT prosecution_id,
    order_id,
    case_id,
    victim_id,
    accused_id,
    payer,
    amount,
    currency,
    ordered_on,
    received,
    payments
   FROM public.compensation_v1;

CREATE TABLE public.consents_v2 (
    consent_id uuid NOT NULL,
    case_id uuid NOT NULL,
    subject_id uuid,
    expires_on timestamp with time zone,
    withdrawn boolean NOT NULL,
    lapsed boolean NOT NULL
);

CREATE VIEW public.consents AS
 SELECT consent_id,
    case_id,
    subject_id,
    expires_on,
    withdrawn,
    lapsed
   FROM public.consents_v2;

CREATE TABLE public.consents_v1 (
    consent_id uuid NOT NULL,
    case_id uuid NOT NULL,
    subject_id uuid,
    expires_on timestamp with time zone,
    withdrawn boolean NOT NULL
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

CREATE TABLE public.entitlements_v1 (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    victim_id uuid,
    kind text NOT NULL,
    authority_org_id uuid,
    granted_on timestamp with time zone,
    until timestamp with time zone,
    amount numeric,
    currency text,
    received numeric
);

CREATE VIEW public.entitlements AS
 SELECT id,
    case_id,
    victim_id,
    kind,
    authority_org_id,
    granted_on,
    until,
    amount,
    currency,
    received
   FROM public.entitlements_v1;

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

CREATE TABLE public.evidence_items_v2 (
    item_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid,
    category text NOT NULL,
    sha256 text,
    seal text,
    custodian uuid,
    collected_on timestamp with time zone,
    hand_overs bigint NOT NULL,
    examinations bigint NOT NULL,
    gaps bigint NOT NULL,
    ruling text NOT NULL,
    collector uuid,
    chain jsonb NOT NULL,
    flaws bigint NOT NULL
);

CREATE VIEW public.evidence_items AS
 SELECT item_id,
    case_id,
    prosecution_id,
    category,
    sha256,
    seal,
    custodian,
    collected_on,
    hand_overs,
    examinations,
    gaps,
    ruling,
    collector,
    chain,
    flaws
   FROM public.evidence_items_v2;

CREATE TABLE public.evidence_items_v1 (
    item_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid,
    category text NOT NULL,
    sha256 text,
    seal text,
    custodian uuid,
    collected_on timestamp with time zone,
    hand_overs bigint NOT NULL,
    examinations bigint NOT NULL,
    gaps bigint NOT NULL,
    ruling text NOT NULL
);

CREATE TABLE public.external_references_v1 (
    event_id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_reference text,
    office_id text,
    prosecution_id uuid NOT NULL,
    accused_id uuid,
    org_id uuid NOT NULL,
    kind text NOT NULL,
    reference_key text,
    reference_ref uuid
);

CREATE VIEW public.external_references AS
 SELECT event_id,
    case_id,
    case_reference,
    office_id,
    prosecution_id,
    accused_id,
    org_id,
    kind,
    reference_key,
    reference_ref
   FROM public.external_references_v1;

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

CREATE TABLE public.hearings_v1 (
    prosecution_id uuid NOT NULL,
    hearing_id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_reference text,
    office_id text,
    on_at timestamp with time zone,
    on_precision text NOT NULL,
    type text NOT NULL,
    court_org_id uuid,
    mode text NOT NULL,
    witness_ids jsonb NOT NULL,
    continues uuid,
    state text NOT NULL,
    reason text,
    requested_by text
);

CREATE VIEW public.hearings AS
 SELECT prosecution_id,
    hearing_id,
    case_id,
    case_reference,
    office_id,
    on_at,
    on_precision,
    type,
    court_org_id,
    mode,
    witness_ids,
    continues,
    state,
    reason,
    requested_by
   FROM public.hearings_v1;

CREATE TABLE public.lane (
    feed text NOT NULL,
    lane smallint NOT NULL,
    seq bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.mandates_v1 (
    victim_id uuid NOT NULL,
    lawyer_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_reference text,
    office_id text,
    mandated_on timestamp with time zone
);

CREATE VIEW public.mandates AS
 SELECT victim_id,
    lawyer_id,
    consent_id,
    case_id,
    case_reference,
    office_id,
    mandated_on
   FROM public.mandates_v1;

CREATE TABLE public.milestones_v3 (
    prosecution_id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_reference text,
    office_id text,
    profile text NOT NULL,
    version bigint,
    offences jsonb NOT NULL,
    before_court jsonb NOT NULL,
    steps jsonb NOT NULL,
    said jsonb NOT NULL,
    running jsonb NOT NULL,
    taken_over timestamp with time zone
);

CREATE VIEW public.milestones AS
 SELECT prosecution_id,
    case_id,
    case_reference,
    office_id,
    profile,
    version,
    offences,
    before_court,
    steps,
    said,
    running,
    taken_over
   FROM public.milestones_v3;

CREATE TABLE public.milestones_v1 (
    prosecution_id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_reference text,
    office_id text,
    profile text NOT NULL,
    offences jsonb NOT NULL,
    running jsonb NOT NULL,
    ended jsonb DEFAULT '[]'::jsonb NOT NULL
);

CREATE TABLE public.milestones_v2 (
    prosecution_id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_reference text,
    office_id text,
    profile text NOT NULL,
    version bigint,
    offences jsonb NOT NULL,
    before_court jsonb NOT NULL,
    steps jsonb NOT NULL,
    said jsonb NOT NULL,
    running jsonb NOT NULL
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

CREATE TABLE public.prosecutions_v1 (
    prosecution_id uuid NOT NULL,
    case_id uuid NOT NULL,
    jurisdiction_profile text NOT NULL,
    stage text NOT NULL,
    started_on timestamp with time zone
);

CREATE VIEW public.prosecutions AS
 SELECT prosecution_id,
    case_id,
    jurisdiction_profile,
    stage,
    started_on
   FROM public.prosecutions_v1;

CREATE TABLE public.protection_orders_v1 (
    prosecution_id uuid NOT NULL,
    order_id uuid NOT NULL,
    case_id uuid NOT NULL,
    protects uuid,
    against uuid,
    until timestamp with time zone,
    breaches bigint NOT NULL,
    state text NOT NULL
);

CREATE VIEW public.protection_orders AS
 SELECT prosecution_id,
    order_id,
    case_id,
    protects,
    against,
    until,
    breaches,
    state
   FROM public.protection_orders_v1;

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

CREATE TABLE public.tasks_v2 (
    case_id uuid NOT NULL,
    task_id uuid NOT NULL,
    office_id text,
    reference text,
    kind text NOT NULL,
    role text NOT NULL,
    asked text NOT NULL,
    urgency text NOT NULL,
    due_at timestamp with time zone,
    because jsonb NOT NULL,
    subjects jsonb NOT NULL,
    opened_at timestamp with time zone,
    escalated bigint NOT NULL,
    outcome text
);

CREATE VIEW public.tasks AS
 SELECT case_id,
    task_id,
    office_id,
    reference,
    kind,
    role,
    asked,
    urgency,
    due_at,
    because,
    subjects,
    opened_at,
    escalated,
    outcome
   FROM public.tasks_v2;

CREATE TABLE public.tasks_v1 (
    task_id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_reference text,
    office_id text,
    kind text NOT NULL,
    role text NOT NULL,
    asked text NOT NULL,
    urgency text NOT NULL,
    due_at timestamp with time zone,
    subjects jsonb NOT NULL,
    escalated bigint NOT NULL,
    outcome text
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

CREATE TABLE public.verdicts_v1 (
    event_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prosecution_id uuid NOT NULL,
    accused_id uuid NOT NULL,
    charge_id uuid NOT NULL,
    counts bigint NOT NULL,
    verdict text NOT NULL,
    court text NOT NULL,
    by_plea boolean NOT NULL,
    convicted_of text,
    given_on timestamp with time zone
);

CREATE VIEW public.verdicts AS
 SELECT event_id,
    case_id,
    prosecution_id,
    accused_id,
    charge_id,
    counts,
    verdict,
    court,
    by_plea,
    convicted_of,
    given_on
   FROM public.verdicts_v1;

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

ALTER TABLE ONLY public.accused_status_v1
    ADD CONSTRAINT accused_status_v1_pkey PRIMARY KEY (prosecution_id, accused_id);

ALTER TABLE ONLY public.appeals_v1
    ADD CONSTRAINT appeals_v1_pkey PRIMARY KEY (prosecution_id, appeal_id);

ALTER TABLE ONLY public.case_access_v1
    ADD CONSTRAINT case_access_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.case_access_v2
    ADD CONSTRAINT case_access_v2_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.case_view_v1
    ADD CONSTRAINT case_view_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.charges_v1
    ADD CONSTRAINT charges_v1_pkey PRIMARY KEY (prosecution_id, charge_id);

ALTER TABLE ONLY public.command_receipt
    ADD CONSTRAINT command_receipt_pkey PRIMARY KEY (command_id);

ALTER TABLE ONLY public.compensation_v1
    ADD CONSTRAINT compensation_v1_pkey PRIMARY KEY (prosecution_id, order_id);

ALTER TABLE ONLY public.consents_v1
    ADD CONSTRAINT consents_v1_pkey PRIMARY KEY (consent_id);

ALTER TABLE ONLY public.consents_v2
    ADD CONSTRAINT consents_v2_pkey PRIMARY KEY (consent_id);

ALTER TABLE ONLY public.dead_letter_opened
    ADD CONSTRAINT dead_letter_opened_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_pkey PRIMARY KEY (deadline_id);

ALTER TABLE ONLY public.entitlements_v1
    ADD CONSTRAINT entitlements_v1_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY public.event_left_behind
    ADD CONSTRAINT event_left_behind_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (stream_id, version);

ALTER TABLE ONLY public.evidence_items_v1
    ADD CONSTRAINT evidence_items_v1_pkey PRIMARY KEY (item_id);

ALTER TABLE ONLY public.evidence_items_v2
    ADD CONSTRAINT evidence_items_v2_pkey PRIMARY KEY (item_id);

ALTER TABLE ONLY public.external_references_v1
    ADD CONSTRAINT external_references_v1_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.feed_count
    ADD CONSTRAINT feed_count_pkey PRIMARY KEY (feed, lane);

ALTER TABLE ONLY public.hearings_v1
    ADD CONSTRAINT hearings_v1_pkey PRIMARY KEY (prosecution_id, hearing_id);

ALTER TABLE ONLY public.lane
    ADD CONSTRAINT lane_pkey PRIMARY KEY (feed, lane);

ALTER TABLE ONLY public.mandates_v1
    ADD CONSTRAINT mandates_v1_pkey PRIMARY KEY (victim_id, lawyer_id, consent_id);

ALTER TABLE ONLY public.milestones_v1
    ADD CONSTRAINT milestones_v1_pkey PRIMARY KEY (prosecution_id);

ALTER TABLE ONLY public.milestones_v2
    ADD CONSTRAINT milestones_v2_pkey PRIMARY KEY (prosecution_id);

ALTER TABLE ONLY public.milestones_v3
    ADD CONSTRAINT milestones_v3_pkey PRIMARY KEY (prosecution_id);

ALTER TABLE ONLY public.operation
    ADD CONSTRAINT operation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY public.partner_unmatched
    ADD CONSTRAINT partner_unmatched_pkey PRIMARY KEY (command_id);

ALTER TABLE ONLY public.prosecutions_v1
    ADD CONSTRAINT prosecutions_v1_pkey PRIMARY KEY (prosecution_id);

ALTER TABLE ONLY public.protection_orders_v1
    ADD CONSTRAINT protection_orders_v1_pkey PRIMARY KEY (prosecution_id, order_id);

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

ALTER TABLE ONLY public.tasks_v1
    ADD CONSTRAINT tasks_v1_pkey PRIMARY KEY (task_id);

ALTER TABLE ONLY public.tasks_v2
    ADD CONSTRAINT tasks_v2_pkey PRIMARY KEY (case_id, task_id);

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

ALTER TABLE ONLY public.verdicts_v1
    ADD CONSTRAINT verdicts_v1_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.waiting_event
    ADD CONSTRAINT waiting_event_pkey PRIMARY KEY (feed, reaction, topic, lane, "offset");

CREATE INDEX accused_status_v1_of_case ON public.accused_status_v1 USING btree (case_id);

CREATE INDEX appeals_v1_of_accused ON public.appeals_v1 USING btree (prosecution_id, accused_id);

CREATE INDEX appeals_v1_of_case ON public.appeals_v1 USING btree (case_id);

CREATE INDEX charges_v1_of_accused ON public.charges_v1 USING btree (prosecution_id, accused_id);

CREATE INDEX charges_v1_of_case ON public.charges_v1 USING btree (case_id);

CREATE INDEX compensation_v1_of_case ON public.compensation_v1 USING btree (case_id);

CREATE INDEX consents_v1_of_case ON public.consents_v1 USING btree (case_id);

CREATE INDEX consents_v2_of_case ON public.consents_v2 USING btree (case_id);

CREATE INDEX dead_letter_opened_by_actor ON public.dead_letter_opened USING btree (actor_id, at);

CREATE INDEX deadline_open ON public.deadline USING btree (due_at) WHERE (state = 'open'::text);

CREATE INDEX entitlements_v1_of_case ON public.entitlements_v1 USING btree (case_id);

CREATE INDEX event_of_case ON public.event USING btree (case_id, "position");

CREATE INDEX evidence_items_v1_of_case ON public.evidence_items_v1 USING btree (case_id);

CREATE INDEX evidence_items_v2_of_case ON public.evidence_items_v2 USING btree (case_id);

CREATE INDEX external_references_v1_by_key ON public.external_references_v1 USING btree (reference_key) WHERE (reference_key IS NOT NULL);

CREATE INDEX external_references_v1_of_case ON public.external_references_v1 USING btree (case_id);

CREATE INDEX hearings_v1_ahead ON public.hearings_v1 USING btree (on_at, hearing_id) WHERE (state = 'scheduled'::text);

CREATE INDEX hearings_v1_of_case ON public.hearings_v1 USING btree (case_id);

CREATE INDEX mandates_v1_of_case ON public.mandates_v1 USING btree (case_id);

CREATE INDEX mandates_v1_of_counsel ON public.mandates_v1 USING btree (lawyer_id);

CREATE INDEX milestones_v1_of_case ON public.milestones_v1 USING btree (case_id);

CREATE INDEX milestones_v1_running ON public.milestones_v1 USING btree (office_id) WHERE (running <> '[]'::jsonb);

CREATE INDEX milestones_v2_of_case ON public.milestones_v2 USING btree (case_id);

CREATE INDEX milestones_v2_running ON public.milestones_v2 USING btree (office_id) WHERE (running <> '[]'::jsonb);

CREATE INDEX milestones_v3_of_case ON public.milestones_v3 USING btree (case_id);

CREATE INDEX milestones_v3_running ON public.milestones_v3 USING btree (office_id) WHERE (running <> '[]'::jsonb);

CREATE INDEX operation_of_case ON public.operation USING btree (case_id, at);

CREATE INDEX outbox_by_shard ON public.outbox USING btree (shard, "position");

CREATE INDEX partner_unmatched_open ON public.partner_unmatched USING btree (received_at, command_id) WHERE (state = 'open'::text);

CREATE INDEX prosecutions_v1_of_case ON public.prosecutions_v1 USING btree (case_id);

CREATE INDEX protection_orders_v1_of_case ON public.protection_orders_v1 USING btree (case_id);

CREATE UNIQUE INDEX read_model_building ON public.read_model USING btree (name) WHERE (state = 'building'::text);

CREATE INDEX received_by_case ON public.received_event USING btree (case_id);

CREATE UNIQUE INDEX recovery_republishing ON public.recovery USING btree (what) WHERE (ended_at IS NULL);

CREATE INDEX stream_of_case ON public.stream USING btree (case_id);

CREATE INDEX tasks_v1_of_case ON public.tasks_v1 USING btree (case_id);

CREATE INDEX tasks_v1_open ON public.tasks_v1 USING btree (asked, due_at, task_id) WHERE (outcome IS NULL);

CREATE INDEX tasks_v2_open ON public.tasks_v2 USING btree (asked, due_at, task_id) WHERE (outcome IS NULL);

CREATE INDEX timeline_of_case ON public.timeline_v1 USING btree (case_id, occurred_at, recorded_at);

CREATE INDEX vault_document_about ON public.vault_document USING gin (subjects);

CREATE INDEX vault_document_of_case ON public.vault_document USING btree (case_id);

CREATE UNIQUE INDEX vault_key_living ON public.vault_key USING btree (subject) WHERE (destroyed_at IS NULL);

CREATE INDEX vault_read_audit_by_actor ON public.vault_read_audit USING btree (actor_id, at);

CREATE INDEX vault_read_audit_of_case ON public.vault_read_audit USING btree (case_id, at);

CREATE INDEX verdicts_v1_of_accused ON public.verdicts_v1 USING btree (prosecution_id, accused_id);

CREATE INDEX verdicts_v1_of_case ON public.verdicts_v1 USING btree (case_id);

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
