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

CREATE TABLE public.protection_orders_v2 (
    prosecution_id uuid NOT NULL,
    order_id uuid NOT NULL,
    case_id uuid NOT NULL,
    protects uuid,
    against uuid,
    until timestamp with time zone,
    breaches bigint NOT NULL,
    state text NOT NULL,
    extended_on text
);

CREATE VIEW public.protection_orders AS
 SELECT prosecution_id,
    order_id,
    case_id,
    protects,
    against,
    until,
    breaches,
    state,
    extended_on
   FROM public.protection_orders_v2;

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

ALTER TABLE ONLY public.accused_status_v1
    ADD CONSTRAINT accused_status_v1_pkey PRIMARY KEY (prosecution_id, accused_id);

ALTER TABLE ONLY public.appeals_v1
    ADD CONSTRAINT appeals_v1_pkey PRIMARY KEY (prosecution_id, appeal_id);

ALTER TABLE ONLY public.case_view_v1
    ADD CONSTRAINT case_view_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.charges_v1
    ADD CONSTRAINT charges_v1_pkey PRIMARY KEY (prosecution_id, charge_id);

ALTER TABLE ONLY public.compensation_v1
    ADD CONSTRAINT compensation_v1_pkey PRIMARY KEY (prosecution_id, order_id);

ALTER TABLE ONLY public.consents_v1
    ADD CONSTRAINT consents_v1_pkey PRIMARY KEY (consent_id);

ALTER TABLE ONLY public.consents_v2
    ADD CONSTRAINT consents_v2_pkey PRIMARY KEY (consent_id);

ALTER TABLE ONLY public.entitlements_v1
    ADD CONSTRAINT entitlements_v1_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_items_v1
    ADD CONSTRAINT evidence_items_v1_pkey PRIMARY KEY (item_id);

ALTER TABLE ONLY public.evidence_items_v2
    ADD CONSTRAINT evidence_items_v2_pkey PRIMARY KEY (item_id);

ALTER TABLE ONLY public.external_references_v1
    ADD CONSTRAINT external_references_v1_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.hearings_v1
    ADD CONSTRAINT hearings_v1_pkey PRIMARY KEY (prosecution_id, hearing_id);

ALTER TABLE ONLY public.mandates_v1
    ADD CONSTRAINT mandates_v1_pkey PRIMARY KEY (victim_id, lawyer_id, consent_id);

ALTER TABLE ONLY public.milestones_v1
    ADD CONSTRAINT milestones_v1_pkey PRIMARY KEY (prosecution_id);

ALTER TABLE ONLY public.milestones_v2
    ADD CONSTRAINT milestones_v2_pkey PRIMARY KEY (prosecution_id);

ALTER TABLE ONLY public.milestones_v3
    ADD CONSTRAINT milestones_v3_pkey PRIMARY KEY (prosecution_id);

ALTER TABLE ONLY public.prosecutions_v1
    ADD CONSTRAINT prosecutions_v1_pkey PRIMARY KEY (prosecution_id);

ALTER TABLE ONLY public.protection_orders_v1
    ADD CONSTRAINT protection_orders_v1_pkey PRIMARY KEY (prosecution_id, order_id);

ALTER TABLE ONLY public.protection_orders_v2
    ADD CONSTRAINT protection_orders_v2_pkey PRIMARY KEY (prosecution_id, order_id);

ALTER TABLE ONLY public.tasks_v1
    ADD CONSTRAINT tasks_v1_pkey PRIMARY KEY (task_id);

ALTER TABLE ONLY public.tasks_v2
    ADD CONSTRAINT tasks_v2_pkey PRIMARY KEY (case_id, task_id);

ALTER TABLE ONLY public.verdicts_v1
    ADD CONSTRAINT verdicts_v1_pkey PRIMARY KEY (event_id);

CREATE INDEX accused_status_v1_of_case ON public.accused_status_v1 USING btree (case_id);

CREATE INDEX appeals_v1_of_case ON public.appeals_v1 USING btree (case_id);

CREATE INDEX case_view_v1_newest ON public.case_view_v1 USING btree (COALESCE(opened_on, '-infinity'::timestamp with time zone) DESC, case_id DESC);

CREATE INDEX charges_v1_of_accused ON public.charges_v1 USING btree (prosecution_id, accused_id);

CREATE INDEX charges_v1_of_case ON public.charges_v1 USING btree (case_id);

CREATE INDEX compensation_v1_of_case ON public.compensation_v1 USING btree (case_id);

CREATE INDEX consents_v1_of_case ON public.consents_v1 USING btree (case_id);

CREATE INDEX consents_v2_of_case ON public.consents_v2 USING btree (case_id);

CREATE INDEX entitlements_v1_of_case ON public.entitlements_v1 USING btree (case_id);

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

CREATE INDEX prosecutions_v1_of_case ON public.prosecutions_v1 USING btree (case_id);

CREATE INDEX protection_orders_v1_of_case ON public.protection_orders_v1 USING btree (case_id);

CREATE INDEX protection_orders_v2_of_case ON public.protection_orders_v2 USING btree (case_id);

CREATE INDEX tasks_v1_of_case ON public.tasks_v1 USING btree (case_id);

CREATE INDEX tasks_v1_open ON public.tasks_v1 USING btree (asked, due_at, task_id) WHERE (outcome IS NULL);

CREATE INDEX tasks_v2_due ON public.tasks_v2 USING btree (due_at, task_id) WHERE (outcome IS NULL);

CREATE INDEX tasks_v2_id ON public.tasks_v2 USING btree (task_id);

CREATE INDEX verdicts_v1_of_case ON public.verdicts_v1 USING btree (case_id);
