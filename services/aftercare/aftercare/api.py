"""Aftercare's questions: who is owed a warning first of all, then cases, caseload, assessments. Answers hold codes."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from casework.reach import HERSELF, LOGGED, OWN_CLIENTS
from casework.roles import DIRECTOR, SOCIAL_WORKER, TaskRole
from fastapi import Query
from throughline.domain import Field
from throughline.http import Ask, Problem, Queries, View
from throughline.http.problems import not_found

from aftercare.access import (
    OF_OTHERS,
    REACH,
    READ_ASSESSMENTS,
    READ_CASE_TASKS,
    READ_CASELOAD,
    READ_CASES,
    READ_CLIENTS,
    READ_LOGS,
    READ_ONESELF,
    READ_RECHECKS,
    READ_TASKS,
    VISIBLE,
)

Stage = Literal["in_care", "restored", "exited"]


class PersonView(View):
    """Somebody known in the case. `warn` is null where nobody asked: a refusal is never inferred."""

    person_id: UUID
    victim: bool
    witness: bool
    is_child: str | None
    status: str | None
    brought_to_safety_on: str | None
    requested_on: str | None
    declined_on: str | None
    warn: Literal["yes", "no"] | None
    enrolled: bool


class CaseView(View):
    """Where aftercare's part of a case stands."""

    case_id: UUID
    reference: str | None
    office_id: str | None
    part: Literal["open", "closed"]
    outcome_summary: str | None
    merged_into: UUID | None
    opened_on: date | None
    closed_on: date | None
    people: tuple[PersonView, ...]
    enrolled: tuple[UUID, ...]
    open_rechecks: int


class Recheck(View):
    """One person's open safety re-check. `because`: the events it is owed for; `attempts`: how often in vain."""

    case_id: UUID
    reference: str | None
    office_id: str | None
    person_id: UUID
    because: tuple[UUID, ...]
    due_at: datetime
    acknowledged: bool
    escalated_to: Literal["cover", "director", "hq_duty"] | None
    attempts: int


class ServiceView(View):
    """`type` is null once it is erased."""

    type: str | None
    org_id: UUID
    stage: Literal["referred", "accepted", "rejected", "declined", "ended"]
    units: int


class PreparationView(View):
    due_on: date | None
    sessions: int
    ready: Literal["yes", "no", "declined"] | None


class CoverView(View):
    """Who covers for her caseworker, from the first day to the last."""

    worker_id: UUID
    from_: date = Field(alias="from")
    to: date


class EmergencyView(View):
    """`kinds` is null once it is erased."""

    on: date
    kinds: tuple[str, ...] | None


class RevictimisationView(View):
    """`kind` is null once it is erased."""

    on: date
    kind: str | None


class SurvivorView(View):
    """One survivor in care. Services by their id, court preparations by their hearing's.

    What is sealed under her key is null once it is erased: `placementType`, `familySuitability`, and within lists.
    """

    seals: ClassVar[Mapping[str, tuple[str, str]]] = {
        "services.*.type": ("ServiceReferred", "type"),
        "placement_type": ("PlacementStarted", "type"),
        "emergencies.*.kinds": ("EmergencyCareProvided", "kinds"),
        "family_suitability": ("FamilyAssessed", "suitability"),
        "revictimisations.*.kind": ("RevictimisationReported", "kind"),
    }

    survivor_id: UUID
    case_id: UUID
    reference: str | None
    office_id: str | None
    worker_id: UUID | None
    stage: Stage
    exit_reason: str | None
    enrolled_at: datetime | None
    consent_id: UUID | None
    legal_basis: str | None
    emergency_care: bool
    plan_id: UUID | None
    plan_state: Literal["none", "drafted", "approved"]
    placement_open: bool
    placement_id: UUID | None
    placement_type: str | None
    services: Mapping[UUID, ServiceView]
    preparations: Mapping[UUID, PreparationView]
    covers: tuple[CoverView, ...]
    safety_plan_ref: UUID | None
    safety_plan_review_on: date | None
    plan_review_on: date | None
    going_into: str | None
    reintegrated_into: str | None
    reintegrated_on: date | None
    follow_ups: Mapping[str, Literal["due", "visited", "missed"]]
    last_assessed_on: date | None
    return_risk: Literal["none_known", "present", "unknown"] | None
    emergencies: tuple[EmergencyView, ...]
    family_suitability: str | None
    revictimisations: tuple[RevictimisationView, ...]


class AssessmentView(View):
    """One assessment. Means have two decimals; null where nothing of a domain was scored."""

    assessment_id: UUID
    survivor_id: UUID
    instrument: str
    instrument_version: str
    kind: str
    state: Literal["started", "completed"]
    started_on: date | None
    completed_on: date | None
    assessor_id: UUID | None
    scores: Mapping[str, Any]
    domain_scores: Mapping[str, Decimal | None]
    overall: Decimal | None
    environment: str | None
    corrects: UUID | None


class RiskView(View):
    """How much at risk somebody was found to be, and where. Both are null once they are erased."""

    seals: ClassVar[Mapping[str, tuple[str, str]]] = {
        "risk_level": ("RiskAssessed", "level"),
        "risk_domains": ("RiskAssessed", "domains"),
    }

    assessment_id: UUID
    survivor_id: UUID
    assessed_on: date
    assessor_id: UUID
    risk_level: str | None
    risk_domains: tuple[str, ...] | None


class AssessmentDue(View):
    """An assessment that fell due of somebody in care, and was not made since."""

    due_id: UUID
    survivor_id: UUID
    case_id: UUID
    reference: str | None
    office_id: str | None
    worker_id: UUID | None
    kind: str
    due_on: date


class TaskView(View):
    """An open task. `role` was asked first, `asked` is asked now, after `escalated` escalations."""

    case_id: UUID
    task_id: UUID
    office_id: str | None
    reference: str | None
    kind: str
    role: str
    asked: str
    urgency: Literal["routine", "urgent", "immediate"]
    due_at: datetime
    overdue: bool
    because: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    opened_at: datetime
    escalated: int


Limit = Annotated[int, Query(ge=1, le=200)]
Page = Annotated[int | None, Query(ge=1, le=200, description="How many at most; all of them where it is left out.")]
AfterDue = Annotated[datetime | None, Query(alias="afterDue", description="`dueAt` of the last of the page before.")]
AfterCase = Annotated[UUID | None, Query(alias="afterCase", description="Its `caseId`.")]
AfterPerson = Annotated[UUID | None, Query(alias="afterPerson", description="Its `personId`.")]

queries = Queries(reach=REACH, logged=LOGGED)


@queries.get("/safety-rechecks", roles=READ_RECHECKS)
async def safety_rechecks(
    ask: Ask,
    acknowledged: bool | None = None,
    after_due: AfterDue = None,
    after_case: AfterCase = None,
    after_person: AfterPerson = None,
    limit: Page = None,
) -> list[Recheck]:
    """The open safety re-checks of the asker's offices, the most urgent first; all of them, where no limit is named."""
    place = (after_due, after_case, after_person)
    if None in place and any(place):
        raise Problem(422, "half-a-place", "Send afterDue, afterCase and afterPerson together: the last of the page.")
    return await ask.many(Recheck, "safety_rechecks", ask.offices, None, acknowledged, *place, limit)


@queries.get("/cases/{case_id}/safety-rechecks", roles=READ_RECHECKS)
async def safety_rechecks_of_case(ask: Ask, case_id: UUID) -> list[Recheck]:
    """The open safety re-checks of a case, the most urgent first."""
    return await ask.many(Recheck, "safety_rechecks", None, case_id, None, None, None, None, None)


@queries.get("/cases/{case_id}", roles=READ_CASES)
async def case(ask: Ask, case_id: UUID) -> CaseView:
    """One case: everyone known in it, who is in care, and whether the part is open."""
    return await ask.one(CaseView, "case_view", case_id)


@queries.get("/caseload", roles=READ_CASELOAD)
async def caseload(
    ask: Ask,
    case_id: UUID | None = None,
    stage: Stage | None = None,
    after: UUID | None = None,
    limit: Page = None,
) -> list[SurvivorView]:
    """The survivors whom the asker looks after today, also for somebody absent, and those who have nobody yet.

    A director sees everyone's. `after` is the last survivor of the page before; without a limit, all of them.
    """
    mine = own_survivors_only(ask)
    return await ask.many(SurvivorView, "caseload", ask.offices, mine, case_id, stage, after, limit)


@queries.get("/cases/{case_id}/assessments", roles=READ_ASSESSMENTS)
async def assessments(ask: Ask, case_id: UUID) -> list[AssessmentView]:
    """The assessments of a case's survivors in order of time; a caseworker sees those of her own and covered ones."""
    found = await ask.many(AssessmentView, "assessments", case_id, own_survivors_only(ask))
    others = await _of_others(ask, case_id)
    return [one for one in found if one.survivor_id not in others]


@queries.get("/cases/{case_id}/risks", roles=READ_ASSESSMENTS)
async def risks(ask: Ask, case_id: UUID) -> list[RiskView]:
    """How much at risk a case's survivors were found to be, in order of time; a caseworker's own and covered ones."""
    found = await ask.many(RiskView, "risks", case_id, own_survivors_only(ask))
    others = await _of_others(ask, case_id)
    return [one for one in found if one.survivor_id not in others]


@queries.get("/assessments-due", roles=READ_ASSESSMENTS)
async def assessments_due(ask: Ask, after: UUID | None = None, limit: Limit = 50) -> list[AssessmentDue]:
    """The assessments that fell due and were not made, the longest due first; a caseworker's own and covered ones.

    `after` is the last `dueId` of the page before.
    """
    return await ask.many(AssessmentDue, "assessments_due", ask.offices, own_survivors_only(ask), after, limit)


@queries.get("/tasks", roles=READ_TASKS)
async def tasks(ask: Ask, role: TaskRole | None = None, after: UUID | None = None, limit: Limit = 50) -> list[TaskView]:
    """What the asker's role is asked to do in their offices, or was before it was escalated, the first due first.

    A director may name another role. `after` is the last task of the page before.
    """
    asked = role if role and ask.actor.role == DIRECTOR else ask.actor.role
    return await ask.many(TaskView, "tasks", ask.offices, asked, None, after, limit, own_survivors_only(ask))


@queries.get("/cases/{case_id}/tasks", roles=READ_CASE_TASKS)
async def case_tasks(ask: Ask, case_id: UUID) -> list[TaskView]:
    """The open tasks of a case, whoever is asked, the first due first."""
    return await ask.many(TaskView, "tasks", None, None, case_id, None, 200, own_survivors_only(ask))


@queries.get("/cases/{case_id}/clients", roles=READ_CLIENTS)
async def clients_of_case(ask: Ask, case_id: UUID) -> list[SurvivorView]:
    """The asker's own clients in care, as long as the consent behind the mandate holds; else the case is not there."""
    return await _of_persons(ask, case_id, OWN_CLIENTS)


@queries.get("/cases/{case_id}/own", roles=READ_ONESELF)
async def own(ask: Ask, case_id: UUID) -> list[SurvivorView]:
    """Her own care and its plan, for a survivor who asks herself."""
    return await _of_persons(ask, case_id, HERSELF)


@queries.get("/cases/{case_id}/own/assessments", roles=READ_ONESELF)
async def own_assessments(ask: Ask, case_id: UUID) -> list[AssessmentView]:
    """Her own scores, in order of time, for a survivor who asks herself."""
    hers = set(await ask.ids(HERSELF, case_id, ask.actor.id))
    found = await ask.many(AssessmentView, "assessments", case_id, None)
    return [one for one in found if one.survivor_id in hers]


async def _of_persons(ask: Ask, case_id: UUID, whose: str) -> list[SurvivorView]:
    theirs = set(await ask.ids(whose, case_id, ask.actor.id))
    found = await ask.many(SurvivorView, "caseload", ask.offices, None, case_id, None, None, None)
    if not any(one.survivor_id in theirs for one in found):
        raise not_found()
    return [one for one in found if one.survivor_id in theirs]


async def _of_others(ask: Ask, case_id: UUID) -> set[UUID]:
    """Whom the asker does not look after today, though she may have as of an earlier instant."""
    query = OF_OTHERS.get(ask.actor.role)
    return set(await ask.ids(query, case_id, ask.actor.id)) if query else set()


def own_survivors_only(ask: Ask) -> UUID | None:
    """The caseworker whose survivors are shown; None for everyone's."""
    return ask.actor.id if ask.actor.role == SOCIAL_WORKER else None


queries.timeline(visible=VISIBLE, hides=OF_OTHERS)
queries.read_log(roles=READ_LOGS)
