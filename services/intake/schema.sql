CREATE FUNCTION public.at_stake(uuid) RETURNS TABLE(id uuid)
    LANGUAGE sql STABLE
    AS $_$
  with recursive named as (
    (
      select s.person_id as id
      from safety_rechecks s
      where s.case_id = $1
        and (jsonb_array_length(s.owed) > 0 or s.last_at > now() - interval '72 hours')
      union
      select (subject ->> 'id')::uuid
      from safety_risks r, jsonb_array_elements(r.subjects) subject
      where r.case_id = $1
        and (r.mitigated_on is null and r.level in ('high', 'immediate') or r.raised_on >= current_date - 3)
      union
      select subject::uuid
      from tasks t left join lateral jsonb_array_elements_text(t.subjects) subject on true
      where t.case_id = $1
        and 'duty_officer' in (t.role, t.asked)
        and (t.outcome is null or t.opened_at > now() - interval '72 hours')
    )
    union
    select case when v.victim_id = a.id then v.joined_to else v.victim_id end
    from named a
    join victims v on v.case_id = $1 and v.joined_to is not null and a.id in (v.victim_id, v.joined_to)
  )
  select named.id from named
$_$;

CREATE FUNCTION public.is_a_lawyers(uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $_$
  select exists (select from case_view c where c.case_id = $1 and c.legal_part <> 'not_opened')
      or exists (select from operations o where o.case_id = $1)
      or exists (select from tasks t where t.case_id = $1 and 'lawyer' in (t.role, t.asked))
$_$;

CREATE TABLE public.case_view_v1 (
    case_id uuid NOT NULL,
    reference text,
    office_id text,
    jurisdiction text,
    status text NOT NULL,
    channel text,
    urgency text,
    risk_of_harm text,
    case_type text,
    investigation text,
    intake_part text NOT NULL,
    legal_part text NOT NULL,
    aftercare_part text NOT NULL,
    outcome text,
    referred_on date,
    opened_on date,
    closed_on date,
    received_at timestamp with time zone,
    changed_at timestamp with time zone,
    surviving_case_id uuid,
    taken_over_on date,
    legal_covers jsonb NOT NULL,
    aftercare_covers jsonb NOT NULL,
    prosecution_opened boolean NOT NULL
);

CREATE VIEW public.case_view AS
 SELECT case_id,
    reference,
    office_id,
    jurisdiction,
    status,
    channel,
    urgency,
    risk_of_harm,
    case_type,
    investigation,
    intake_part,
    legal_part,
    aftercare_part,
    outcome,
    referred_on,
    opened_on,
    closed_on,
    received_at,
    changed_at,
    surviving_case_id,
    taken_over_on,
    legal_covers,
    aftercare_covers,
    prosecution_opened
   FROM public.case_view_v1;

CREATE TABLE public.consents_v1 (
    case_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    subject_id uuid,
    given jsonb NOT NULL,
    refused jsonb NOT NULL,
    given_by text NOT NULL,
    expires_on text,
    occurred_at timestamp with time zone,
    recorded_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    lapsed_because text
);

CREATE VIEW public.consents AS
 SELECT case_id,
    consent_id,
    subject_id,
    given,
    refused,
    given_by,
    expires_on,
    occurred_at,
    recorded_at,
    withdrawn_at,
    lapsed_because
   FROM public.consents_v1;

CREATE TABLE public.disclosures_v1 (
    case_id uuid NOT NULL,
    disclosure_id uuid NOT NULL,
    service text NOT NULL,
    subject_ids jsonb NOT NULL,
    to_org_id uuid,
    purpose text NOT NULL,
    categories jsonb NOT NULL,
    consent_id uuid,
    legal_basis text,
    form text NOT NULL,
    document_refs jsonb NOT NULL,
    disclosed_on date,
    recorded_at timestamp with time zone,
    told jsonb NOT NULL
);

CREATE VIEW public.disclosures AS
 SELECT case_id,
    disclosure_id,
    service,
    subject_ids,
    to_org_id,
    purpose,
    categories,
    consent_id,
    legal_basis,
    form,
    document_refs,
    disclosed_on,
    recorded_at,
    told
   FROM public.disclosures_v1;

CREATE TABLE public.operations_v1 (
    case_id uuid NOT NULL,
    operation_id uuid NOT NULL,
    status text NOT NULL,
    unplanned boolean NOT NULL,
    authority_org_id uuid,
    time_window text,
    plan_ref uuid,
    social_worker_id uuid,
    government_approved boolean NOT NULL,
    agency_approved boolean NOT NULL,
    aborted_because text,
    result text,
    victims_found bigint,
    suspects_detained bigint,
    social_worker_present boolean,
    lacking jsonb NOT NULL,
    care_places text,
    executed_on date
);

CREATE VIEW public.operations AS
 SELECT case_id,
    operation_id,
    status,
    unplanned,
    authority_org_id,
    time_window,
    plan_ref,
    social_worker_id,
    government_approved,
    agency_approved,
    aborted_because,
    result,
    victims_found,
    suspects_detained,
    social_worker_present,
    lacking,
    care_places,
    executed_on
   FROM public.operations_v1;

CREATE TABLE public.safety_rechecks_v1 (
    case_id uuid NOT NULL,
    person_id uuid NOT NULL,
    owed jsonb NOT NULL,
    last_at timestamp with time zone
);

CREATE VIEW public.safety_rechecks AS
 SELECT case_id,
    person_id,
    owed,
    last_at
   FROM public.safety_rechecks_v1;

CREATE TABLE public.safety_risks_v1 (
    case_id uuid NOT NULL,
    risk_id uuid NOT NULL,
    office_id text,
    reference text,
    level text NOT NULL,
    subjects jsonb NOT NULL,
    comes_from text NOT NULL,
    suspect_id uuid,
    detail_ref uuid,
    raised_on date,
    mitigated_on date
);

CREATE VIEW public.safety_risks AS
 SELECT case_id,
    risk_id,
    office_id,
    reference,
    level,
    subjects,
    comes_from,
    suspect_id,
    detail_ref,
    raised_on,
    mitigated_on
   FROM public.safety_risks_v1;

CREATE TABLE public.subject_requests_v1 (
    case_id uuid NOT NULL,
    request_id uuid NOT NULL,
    office_id text,
    reference text,
    service text NOT NULL,
    subject_id uuid,
    kind text NOT NULL,
    asked_by text NOT NULL,
    asked_on date,
    due_on date,
    outcome text,
    withheld jsonb NOT NULL,
    delivered_by text,
    answered_on date
);

CREATE VIEW public.subject_requests AS
 SELECT case_id,
    request_id,
    office_id,
    reference,
    service,
    subject_id,
    kind,
    asked_by,
    asked_on,
    due_on,
    outcome,
    withheld,
    delivered_by,
    answered_on
   FROM public.subject_requests_v1;

CREATE TABLE public.suspects_v1 (
    case_id uuid NOT NULL,
    suspect_id uuid NOT NULL,
    roles jsonb NOT NULL,
    profile_ref uuid,
    identified_on date,
    unlinked_because text,
    handed_over_on date
);

CREATE VIEW public.suspects AS
 SELECT case_id,
    suspect_id,
    roles,
    profile_ref,
    identified_on,
    unlinked_because,
    handed_over_on
   FROM public.suspects_v1;

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

CREATE TABLE public.victims_v1 (
    case_id uuid NOT NULL,
    victim_id uuid NOT NULL,
    operation_id uuid,
    household_id uuid,
    age_band text NOT NULL,
    gender text NOT NULL,
    citizenship jsonb NOT NULL,
    language_needed text,
    profile_ref uuid,
    encountered_on date,
    safety text NOT NULL,
    safe_on date,
    placement_type text,
    liberty text,
    wish text,
    self_escaped boolean,
    agency_role text,
    declined_on text,
    asked_on text,
    official_status text,
    official_decided_by text,
    official_on text,
    agency_view text,
    agency_view_on text,
    is_child text,
    exploitation jsonb NOT NULL,
    exploitation_basis text,
    relationship text,
    guardian text,
    joined_to uuid,
    handed_over boolean NOT NULL,
    handed_over_on date,
    enrolled_on date
);

CREATE VIEW public.victims AS
 SELECT case_id,
    victim_id,
    operation_id,
    household_id,
    age_band,
    gender,
    citizenship,
    language_needed,
    profile_ref,
    encountered_on,
    safety,
    safe_on,
    placement_type,
    liberty,
    wish,
    self_escaped,
    agency_role,
    declined_on,
    asked_on,
    official_status,
    official_decided_by,
    official_on,
    agency_view,
    agency_view_on,
    is_child,
    exploitation,
    exploitation_basis,
    relationship,
    guardian,
    joined_to,
    handed_over,
    handed_over_on,
    enrolled_on
   FROM public.victims_v1;

CREATE TABLE public.workers_v1 (
    case_id uuid NOT NULL,
    worker_id uuid NOT NULL,
    role text NOT NULL,
    since timestamp with time zone,
    last_at timestamp with time zone
);

CREATE VIEW public.workers AS
 SELECT case_id,
    worker_id,
    role,
    since,
    last_at
   FROM public.workers_v1;

ALTER TABLE ONLY public.case_view_v1
    ADD CONSTRAINT case_view_v1_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.consents_v1
    ADD CONSTRAINT consents_v1_pkey PRIMARY KEY (case_id, consent_id);

ALTER TABLE ONLY public.disclosures_v1
    ADD CONSTRAINT disclosures_v1_pkey PRIMARY KEY (case_id, disclosure_id);

ALTER TABLE ONLY public.operations_v1
    ADD CONSTRAINT operations_v1_pkey PRIMARY KEY (case_id, operation_id);

ALTER TABLE ONLY public.safety_rechecks_v1
    ADD CONSTRAINT safety_rechecks_v1_pkey PRIMARY KEY (case_id, person_id);

ALTER TABLE ONLY public.safety_risks_v1
    ADD CONSTRAINT safety_risks_v1_pkey PRIMARY KEY (case_id, risk_id);

ALTER TABLE ONLY public.subject_requests_v1
    ADD CONSTRAINT subject_requests_v1_pkey PRIMARY KEY (case_id, request_id);

ALTER TABLE ONLY public.suspects_v1
    ADD CONSTRAINT suspects_v1_pkey PRIMARY KEY (case_id, suspect_id);

ALTER TABLE ONLY public.tasks_v1
    ADD CONSTRAINT tasks_v1_pkey PRIMARY KEY (case_id, task_id);

ALTER TABLE ONLY public.victims_v1
    ADD CONSTRAINT victims_v1_pkey PRIMARY KEY (case_id, victim_id);

ALTER TABLE ONLY public.workers_v1
    ADD CONSTRAINT workers_v1_pkey PRIMARY KEY (case_id, worker_id);

CREATE INDEX case_view_v1_changed ON public.case_view_v1 USING btree (changed_at DESC, case_id DESC);

CREATE INDEX case_view_v1_newest ON public.case_view_v1 USING btree (received_at DESC, case_id DESC);

CREATE INDEX case_view_v1_office ON public.case_view_v1 USING btree (office_id, status, received_at DESC, case_id DESC);

CREATE INDEX consents_v1_subject ON public.consents_v1 USING btree (case_id, subject_id);

CREATE INDEX safety_risks_v1_id ON public.safety_risks_v1 USING btree (risk_id);

CREATE INDEX safety_risks_v1_open ON public.safety_risks_v1 USING btree (raised_on, risk_id) WHERE (mitigated_on IS NULL);

CREATE INDEX subject_requests_v1_due ON public.subject_requests_v1 USING btree (due_on, request_id) WHERE (outcome IS NULL);

CREATE INDEX subject_requests_v1_id ON public.subject_requests_v1 USING btree (request_id);

CREATE INDEX tasks_v1_due ON public.tasks_v1 USING btree (due_at, task_id) WHERE (outcome IS NULL);

CREATE INDEX tasks_v1_id ON public.tasks_v1 USING btree (task_id);

CREATE INDEX tasks_v1_opened ON public.tasks_v1 USING btree (opened_at DESC, task_id DESC) WHERE (outcome IS NULL);

CREATE INDEX victims_v1_waiting ON public.victims_v1 USING btree (handed_over_on, case_id) WHERE (handed_over AND (enrolled_on IS NULL));

CREATE INDEX workers_v1_worker ON public.workers_v1 USING btree (worker_id, last_at DESC, case_id DESC);
