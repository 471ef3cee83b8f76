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
   FROM public.tasks_v1;

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

ALTER TABLE ONLY public.erasures_v1
    ADD CONSTRAINT erasures_v1_pkey PRIMARY KEY (case_id, subject_id);

ALTER TABLE ONLY public.external_references
    ADD CONSTRAINT external_references_pkey PRIMARY KEY (set_name, file, source_row, indicator, period);

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

ALTER TABLE ONLY public.milestones_v1
    ADD CONSTRAINT milestones_v1_pkey PRIMARY KEY (prosecution_id, accused_id, milestone);

ALTER TABLE ONLY public.milestones_v2
    ADD CONSTRAINT milestones_v2_pkey PRIMARY KEY (prosecution_id, accused_id, milestone);

ALTER TABLE ONLY public.prosecution_facts_v1
    ADD CONSTRAINT prosecution_facts_v1_pkey PRIMARY KEY (prosecution_id);

ALTER TABLE ONLY public.reforms_v1
    ADD CONSTRAINT reforms_v1_pkey PRIMARY KEY (reform_id);

ALTER TABLE ONLY public.reforms_v2
    ADD CONSTRAINT reforms_v2_pkey PRIMARY KEY (case_id, reform_id);

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

ALTER TABLE ONLY public.studies_v1
    ADD CONSTRAINT studies_v1_pkey PRIMARY KEY (study_id);

ALTER TABLE ONLY public.study_results_v1
    ADD CONSTRAINT study_results_v1_pkey PRIMARY KEY (result_id);

ALTER TABLE ONLY public.tasks_v1
    ADD CONSTRAINT tasks_v1_pkey PRIMARY KEY (case_id, task_id);

ALTER TABLE ONLY public.trainings_v1
    ADD CONSTRAINT trainings_v1_pkey PRIMARY KEY (training_id);

ALTER TABLE ONLY public.trainings_v2
    ADD CONSTRAINT trainings_v2_pkey PRIMARY KEY (case_id, training_id);

ALTER TABLE ONLY public.victim_facts_v1
    ADD CONSTRAINT victim_facts_v1_pkey PRIMARY KEY (case_id, victim_id);

ALTER TABLE ONLY public.victim_facts_v2
    ADD CONSTRAINT victim_facts_v2_pkey PRIMARY KEY (case_id, victim_id);

ALTER TABLE ONLY public.victim_facts_v3
    ADD CONSTRAINT victim_facts_v3_pkey PRIMARY KEY (case_id, victim_id);

CREATE INDEX accused_facts_v1_of_case ON public.accused_facts_v1 USING btree (case_id);

CREATE INDEX accused_facts_v2_of_case ON public.accused_facts_v2 USING btree (case_id);

CREATE INDEX appeals_v1_of_accused ON public.appeals_v1 USING btree (prosecution_id, accused_id);

CREATE INDEX appeals_v1_of_case ON public.appeals_v1 USING btree (case_id);

CREATE INDEX appeals_v2_of_accused ON public.appeals_v2 USING btree (prosecution_id, accused_id);

CREATE INDEX appeals_v2_of_case ON public.appeals_v2 USING btree (case_id);

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

CREATE INDEX prosecution_facts_v1_of_case ON public.prosecution_facts_v1 USING btree (case_id);

CREATE INDEX reforms_v1_of_gap ON public.reforms_v1 USING btree (gap_id);

CREATE INDEX reforms_v2_of_gap ON public.reforms_v2 USING btree (case_id, gap_id);

CREATE INDEX service_facts_v1_of_case ON public.service_facts_v1 USING btree (case_id);

CREATE INDEX service_facts_v2_of_case ON public.service_facts_v2 USING btree (case_id);

CREATE INDEX study_results_v1_of_case ON public.study_results_v1 USING btree (case_id);

CREATE INDEX tasks_v1_due ON public.tasks_v1 USING btree (due_at, task_id) WHERE (outcome IS NULL);

CREATE INDEX trainings_v1_of_case ON public.trainings_v1 USING btree (case_id);
