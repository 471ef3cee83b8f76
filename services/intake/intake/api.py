"""Intake's questions: what the desks open first, cases with their people, the timeline across teams. Codes only."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from uuid import UUID

from casework.codes import Urgency as TaskUrgency
from casework.need_to_know import GRANTED
from casework.reach import HERSELF, LOGGED, OWN_CLIENTS
from casework.roles import DIRECTOR, LAWYER, TaskRole
from fastapi import Query
from throughline.http import Ask, Queries, View
from throughline.http.problems import not_found

from intake.access import (
    DISCLOSURES_OF,
    REACH,
    READ_CASE_TASKS,
    READ_CASELOAD,
    READ_CASES,
    READ_CLIENTS,
    READ_LOGS,
    READ_ONESELF,
    READ_OPERATIONS,
    READ_REQUESTS,
    READ_RISKS,
    READ_SUSPECTS,
    READ_TASKS,
    READ_VICTIMS,
)
from intake.case.codes import PartName, Urgency
from intake.offices import OfficeId

Status = Literal["referred", "screened", "declined", "open", "closed", "merged"]
Level = Literal["low", "med", "high", "immediate"]
Limit = Annotated[int, Query(ge=1, le=200)]
PartState = Literal["not_opened", "open", "closed"]


class CaseSummary(View):
    """Where a case stands. `reference` is null until the case is opened; a merged case goes on as another."""

    case_id: UUID
    reference: str | None
    office_id: str | None
    jurisdiction: str | None
    status: Status
    channel: str | None
    urgency: str | None
    risk_of_harm: str | None
    case_type: str | None
    investigation: str | None
    intake_part: PartState
    legal_part: PartState
    aftercare_part: PartState
    outcome: str | None
    referred_on: date | None
    opened_on: date | None
    closed_on: date | None
    surviving_case_id: UUID | None
    taken_over_on: date | None
    victims: int
    suspects: int


class VictimView(View):
    """One victim in codes. `serviceConsent` is the latest word on service, null where it was never asked.

    `joinedTo`: the id under which her records go on, where two were one person's.
    """

    victim_id: UUID
    operation_id: UUID | None
    household_id: UUID | None
    age_band: str
    gender: str
    citizenship: tuple[str, ...]
    language_needed: str | None
    profile_ref: UUID | None
    encountered_on: date | None
    safety: Literal["encountered", "in_safety", "declining", "asking"]
    safe_on: date | None
    placement_type: str | None
    liberty: str | None
    wish: str | None
    self_escaped: bool | None
    agency_role: str | None
    declined_on: str | None
    asked_on: str | None
    official_status: str | None
    official_decided_by: str | None
    official_on: str | None
    agency_view: str | None
    agency_view_on: str | None
    is_child: Literal["yes", "no", "presumed"] | None
    exploitation: tuple[str, ...]
    exploitation_basis: Literal["alleged", "assessed", "official"] | None
    relationship: str | None
    guardian: str | None
    joined_to: UUID | None
    enrolled_on: date | None
    service_consent: bool | None
    service_consent_id: UUID | None
    service_consent_expires_on: str | None


class SuspectView(View):
    suspect_id: UUID
    roles: tuple[str, ...]
    profile_ref: UUID | None
    identified_on: date | None
    unlinked_because: str | None


class OperationView(View):
    """How far an operation is. Its day, place and team are in the vault, under `planRef`.

    `lacking`: what an operation that was carried out had not: a plan, the government's or the agency's approval.
    """

    operation_id: UUID
    status: Literal["planned", "aborted", "executed"]
    unplanned: bool
    authority_org_id: UUID | None
    time_window: str | None
    plan_ref: UUID | None
    social_worker_id: UUID | None
    government_approved: bool
    agency_approved: bool
    aborted_because: str | None
    result: str | None
    victims_found: int | None
    suspects_detained: int | None
    social_worker_present: bool | None
    care_places: Literal["reserved", "refused", "waived"] | None
    lacking: tuple[Literal["plan", "government_approval", "agency_approval"], ...]
    executed_on: date | None


class CaseAtHand(View):
    """A case that the asker works on. `lastAt`: when they last recorded something in it."""

    case_id: UUID
    reference: str | None
    office_id: str | None
    status: Status
    urgency: str | None
    risk_of_harm: str | None
    intake_part: PartState
    legal_part: PartState
    aftercare_part: PartState
    since: datetime | None
    last_at: datetime | None
    open_tasks: int
    open_risks: int


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
    because: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    opened_at: datetime
    escalated: int


class RiskSubjectView(View):
    kind: str
    id: UUID


class RiskView(View):
    """An open safety risk: who is in danger, and from whom it comes. The detail is in the vault."""

    case_id: UUID
    risk_id: UUID
    office_id: str | None
    reference: str | None
    level: Level
    subjects: tuple[RiskSubjectView, ...]
    comes_from: str
    suspect_id: UUID | None
    detail_ref: UUID | None
    raised_on: date


class HandOver(View):
    """Somebody handed over whom the other team has not taken up yet."""

    case_id: UUID
    reference: str | None
    office_id: str | None
    person_id: UUID
    waits_for: Literal["legal", "aftercare"]
    since: date


class DisclosureView(View):
    """What one team told an organisation. `told`: the changes it heard of; `consentEnded`: withdrawn or lapsed."""

    disclosure_id: UUID
    service: str
    subject_ids: tuple[UUID, ...]
    to_org_id: UUID
    purpose: str
    categories: tuple[str, ...]
    consent_id: UUID | None
    legal_basis: str | None
    form: Literal["extract", "topic", "verbal", "court_filing"]
    document_refs: tuple[UUID, ...]
    disclosed_on: date | None
    recorded_at: datetime
    told: tuple[Literal["withdrawn", "corrected", "erased"], ...]
    consent_ended: bool


class SubjectRequestView(View):
    """A request without an answer yet; `service` is the team that was asked."""

    case_id: UUID
    request_id: UUID
    office_id: str | None
    reference: str | None
    service: str
    subject_id: UUID
    kind: Literal["access", "rectification", "erasure", "objection"]
    asked_by: str
    asked_on: date | None
    due_on: date


queries = Queries(reach=REACH, logged=LOGGED)


@queries.get("/cases", roles=READ_CASES)
async def cases(
    ask: Ask,
    status: Status | None = None,
    office: OfficeId | None = None,
    urgency: Urgency | None = None,
    sort: Literal["newest", "changed"] = "newest",
    after: UUID | None = None,
    limit: Limit = 50,
) -> list[CaseSummary]:
    """The cases of the asker's offices, the newest or the last changed first; `after` ends the page before.

    A lawyer has those that legal has work in, or is called to.
    """
    lawyers = ask.actor.role == LAWYER
    query = "cases" if sort == "newest" else "cases_by_change"
    return await ask.many(CaseSummary, query, ask.offices, status, after, limit, office, urgency, lawyers)


@queries.get("/caseload", roles=READ_CASELOAD)
async def caseload(ask: Ask, after: UUID | None = None, limit: Limit = 50) -> list[CaseAtHand]:
    """The asker's own cases that are not closed, the last worked on first; `after` is the last of the page before."""
    return await ask.many(CaseAtHand, "caseload", ask.offices, ask.actor.id, after, limit)


@queries.get("/tasks", roles=READ_TASKS)
async def tasks(
    ask: Ask,
    role: TaskRole | None = None,
    overdue: bool = False,
    urgency: TaskUrgency | None = None,
    kind: Annotated[str | None, Query(max_length=80)] = None,
    office: OfficeId | None = None,
    sort: Literal["due", "opened"] = "due",
    after: UUID | None = None,
    limit: Limit = 50,
) -> list[TaskView]:
    """What the asker's role is asked to do in their offices, or was before it was escalated: by due time or by opening.

    `overdue`: only what should have been done by now. A director may name another role. `after` is the last task of
    the page before.
    """
    asked = role if role and ask.actor.role == DIRECTOR else ask.actor.role
    query = "tasks" if sort == "due" else "tasks_by_opening"
    before = datetime.now(UTC) if overdue else None
    return await ask.many(TaskView, query, ask.offices, asked, None, after, limit, before, urgency, kind, office)


@queries.get("/cases/{case_id}/tasks", roles=READ_CASE_TASKS)
async def case_tasks(ask: Ask, case_id: UUID) -> list[TaskView]:
    """The open tasks of a case, whoever is asked, the first due first."""
    return await ask.many(TaskView, "tasks", None, None, case_id, None, 200, None, None, None, None)


@queries.get("/safety-risks", roles=READ_RISKS)
async def safety_risks(
    ask: Ask, level: Level | None = None, after: UUID | None = None, limit: Limit = 50
) -> list[RiskView]:
    """The open safety risks of the asker's offices, the oldest first; `after` is the last risk of the page before."""
    return await ask.many(RiskView, "safety_risks", ask.offices, level, after, limit)


@queries.get("/hand-overs", roles=READ_CASES)
async def hand_overs(
    ask: Ask, waits_for: PartName | None = None, after: UUID | None = None, limit: Limit = 50
) -> list[HandOver]:
    """Who waits to be taken up by legal or aftercare, the longest waiting first; `after` is the last person before.

    A lawyer sees who waits for legal.
    """
    waits_for = "legal" if ask.actor.role == LAWYER else waits_for
    return await ask.many(HandOver, "hand_overs", ask.offices, waits_for, after, limit)


@queries.get("/cases/{case_id}", roles=READ_CASES)
async def case(ask: Ask, case_id: UUID) -> CaseSummary:
    """One case: its stage, its parts, and how many people are in it."""
    return await ask.one(CaseSummary, "case_view", case_id)


@queries.get("/cases/{case_id}/victims", roles=READ_VICTIMS)
async def victims(ask: Ask, case_id: UUID) -> list[VictimView]:
    """The victims of a case, in codes, with what became of each."""
    return await ask.many(VictimView, "victims", case_id)


@queries.get("/cases/{case_id}/clients", roles=READ_CLIENTS)
async def clients_of_case(ask: Ask, case_id: UUID) -> list[VictimView]:
    """The asker's own clients in a case, in codes. Without a mandate that holds, the case is not there."""
    return await _of_persons(ask, case_id, OWN_CLIENTS)


@queries.get("/cases/{case_id}/own", roles=READ_ONESELF)
async def own(ask: Ask, case_id: UUID) -> list[VictimView]:
    """Her own record in a case, in codes, for a victim who asks herself: one a record, where two were hers."""
    return await _of_persons(ask, case_id, HERSELF)


async def _of_persons(ask: Ask, case_id: UUID, whose: str) -> list[VictimView]:
    theirs = set(await ask.ids(whose, case_id, ask.actor.id))
    found = [one for one in await ask.many(VictimView, "victims", case_id) if one.victim_id in theirs]
    if not found:
        raise not_found()
    return found


@queries.get("/cases/{case_id}/suspects", roles=READ_SUSPECTS)
async def suspects(ask: Ask, case_id: UUID) -> list[SuspectView]:
    """The suspects of a case and their roles in the process."""
    return await ask.many(SuspectView, "suspects", case_id)


@queries.get("/cases/{case_id}/operations", roles=READ_OPERATIONS)
async def operations(ask: Ask, case_id: UUID) -> list[OperationView]:
    """The operations of a case, with their approvals and results."""
    return await ask.many(OperationView, "operations", case_id)


@queries.get("/cases/{case_id}/disclosures", roles=frozenset(DISCLOSURES_OF))
async def disclosures(
    ask: Ask, case_id: UUID, subject: UUID | None = None, after: UUID | None = None, limit: Limit = 50
) -> list[DisclosureView]:
    """Who was told what by whom, of one person (under every id of hers) or of all, the latest recorded first.

    Her request for access is answered from it. `after` is the last disclosure of the page before.
    """
    teams = sorted(DISCLOSURES_OF[ask.actor.role])
    return await ask.many(DisclosureView, "disclosures", case_id, teams, subject, after, limit)


@queries.get("/subject-requests", roles=READ_REQUESTS)
async def subject_requests(
    ask: Ask, due_by: date | None = None, after: UUID | None = None, limit: Limit = 50
) -> list[SubjectRequestView]:
    """The requests of persons about their own data that wait for an answer of any team, the first due first.

    `dueBy`: only what is due on that day or before. `after` is the last request of the page before.
    """
    return await ask.many(SubjectRequestView, "subject_requests", ask.offices, due_by, after, limit)


queries.timeline(visible=GRANTED)
queries.read_log(roles=READ_LOGS)
