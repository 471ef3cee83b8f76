CREATE FUNCTION public.at_stake(uuid) RETURNS TABLE(id uuid)
    LANGUAGE sql STABLE
    AS $_$
  select person::uuid as id
  from safety_rechecks s, jsonb_object_keys(s.people) person
  where s.case_id = $1
  union
  select (subject ->> 'id')::uuid
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

CREATE FUNCTION public.covers_today(jsonb, uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $_$
  select exists (
    select from jsonb_array_elements($1) as c (cover)
    where (c.cover ->> 'workerId')::uuid = $2
      and current_date between (c.cover ->> 'from')::date and (c.cover ->> 'to')::date)
$_$;

CREATE TABLE public.assessments_v2 (
    assessment_id uuid NOT NULL,
    case_id uuid NOT NULL,
    survivor_id uuid,
    instrument text NOT NULL,
    instrument_version text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    started_on date,
    completed_on date,
    assessor_id uuid,
    scores jsonb NOT NULL,
    domain_scores jsonb NOT NULL,
    overall numeric,
    environment text,
    due_on date,
    corrects uuid,
    risk_level jsonb,
    risk_domains jsonb
);

CREATE VIEW public.assessments AS
 SELECT assessment_id,
    case_id,
    survivor_id,
    instrument,
    instrument_version,
    kind,
    state,
    started_on,
    completed_on,
    assessor_id,
    scores,
    domain_scores,
    overall,
    environment,
    due_on,
    corrects,
    risk_level,
    risk_domains
   FROM public.assessments_v2;

CREATE TABLE public.case_view_v1 (
    case_id uuid NOT NULL,
    office_id text,
    case_reference text,
    part text NOT NULL,
    covers jsonb NOT NULL,
    outcome_summary text,
    opened_on date,
    closed_on date,
    merged_into uuid
);

CREATE VIEW public.case_view AS
 SELECT case_id,
    office_id,
    case_reference,
    part,
    covers,
    outcome_summary,
    opened_on,
    closed_on,
    merged_into
   FROM public.case_view_v1;

CREATE TABLE public.caseload_v2 (
    survivor_id uuid NOT NULL,
    case_id uuid NOT NULL,
    office_id text,
    case_reference text,
    worker_id uuid,
    stage text NOT NULL,
    exit_reason text,
    enrolled_at timestamp with time zone,
    consent_id uuid,
    legal_basis text,
    emergency_care boolean NOT NULL,
    plan_id uuid,
    plan_state text NOT NULL,
    placement_id uuid,
    placement_type jsonb,
    services jsonb NOT NULL,
    preparations jsonb NOT NULL,
    covers jsonb NOT NULL,
    safety_plan_ref uuid,
    safety_plan_review_on date,
    plan_review_on date,
    going_into text,
    reintegrated_into text,
    reintegrated_on date,
    follow_ups jsonb NOT NULL,
    last_assessed_on date,
    return_risk text,
    emergencies jsonb NOT NULL,
    family_suitability jsonb,
    revictimisations jsonb NOT NULL
);

CREATE VIEW public.caseload AS
 SELECT survivor_id,
    case_id,
    office_id,
    case_reference,
    worker_id,
    stage,
    exit_reason,
    enrolled_at,
    consent_id,
    legal_basis,
    emergency_care,
    plan_id,
    plan_state,
    placement_id,
    placement_type,
    services,
    preparations,
    covers,
    safety_plan_ref,
    safety_plan_review_on,
    plan_review_on,
    going_into,
    reintegrated_into,
    reintegrated_on,
    follow_ups,
    last_assessed_on,
    return_risk,
    emergencies,
    family_suitability,
    revictimisations
   FROM public.caseload_v2;

CREATE TABLE public.people_v1 (
    case_id uuid NOT NULL,
    person_id uuid NOT NULL,
    victim boolean NOT NULL,
    witness boolean NOT NULL,
    is_child text,
    guardian text,
    status text,
    brought_on text,
    requested_on text,
    declined_on text,
    warn text,
    enrolled boolean NOT NULL,
    consent_id uuid,
    legal_basis text
);

CREATE VIEW public.people AS
 SELECT case_id,
    person_id,
    victim,
    witness,
    is_child,
    guardian,
    status,
    brought_on,
    requested_on,
    declined_on,
    warn,
    enrolled,
    consent_id,
    legal_basis
   FROM public.people_v1;

CREATE TABLE public.safety_rechecks_v1 (
    case_id uuid NOT NULL,
    office_id text,
    case_reference text,
    people jsonb NOT NULL,
    hearings jsonb NOT NULL,
    earliest_due timestamp with time zone
);

CREATE VIEW public.safety_rechecks AS
 SELECT case_id,
    office_id,
    case_reference,
    people,
    hearings,
    earliest_due
   FROM public.safety_rechecks_v1;

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

ALTER TABLE ONLY public.assessments_v2
    ADD CONSTRAINT assessments_v2_pkey PRIMARY KEY (assessment_id);

ALTER TABLE ONLY public.case_view_v1
    ADD CONSTRAINT case_view_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.caseload_v2
    ADD CONSTRAINT caseload_v2_pkey PRIMARY KEY (survivor_id);

ALTER TABLE ONLY public.people_v1
    ADD CONSTRAINT people_v1_pkey PRIMARY KEY (case_id, person_id);

ALTER TABLE ONLY public.safety_rechecks_v1
    ADD CONSTRAINT safety_rechecks_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.tasks_v1
    ADD CONSTRAINT tasks_v1_pkey PRIMARY KEY (case_id, task_id);

CREATE INDEX assessments_v2_completed ON public.assessments_v2 USING btree (survivor_id, kind, completed_on) WHERE (state = 'completed'::text);

CREATE INDEX assessments_v2_due ON public.assessments_v2 USING btree (due_on, assessment_id) WHERE (state = 'due'::text);

CREATE INDEX assessments_v2_of_case ON public.assessments_v2 USING btree (case_id);

CREATE INDEX caseload_v2_of_case ON public.caseload_v2 USING btree (case_id);

CREATE INDEX caseload_v2_of_worker ON public.caseload_v2 USING btree (office_id, worker_id);

CREATE INDEX safety_rechecks_open ON public.safety_rechecks_v1 USING btree (office_id, earliest_due) WHERE (earliest_due IS NOT NULL);

CREATE INDEX tasks_v1_due ON public.tasks_v1 USING btree (due_at, task_id) WHERE (outcome IS NULL);

CREATE INDEX tasks_v1_id ON public.tasks_v1 USING btree (task_id);
