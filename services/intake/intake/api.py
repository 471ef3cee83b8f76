"""Intake's questions: cases, their people and operations, and the timeline across teams. Answers hold codes only."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from throughline.http import Ask, Queries, View

from intake.access import READ_CASES, READ_OPERATIONS, READ_SUSPECTS, READ_VICTIMS, VISIBLE

Status = Literal["referred", "screened", "declined", "open", "closed"]
PartState = Literal["not_opened", "open", "closed"]


class CaseSummary(View):
    """Where a case stands. `reference` is null until the case is opened."""

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
    victims: int
    suspects: int


class VictimView(View):
    """One victim in codes. `serviceConsent` is the latest word on service, null where it was never asked."""

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
    service_consent: bool | None
    service_consent_id: UUID | None
    service_consent_expires_on: str | None


class SuspectView(View):
    suspect_id: UUID
    roles: tuple[str, ...]
    profile_ref: UUID | None
    identified_on: date | None


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
    lacking: tuple[Literal["plan", "government_approval", "agency_approval"], ...]
    executed_on: date | None


queries = Queries()


@queries.get("/cases", roles=READ_CASES)
async def cases(
    ask: Ask, status: Status | None = None, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[CaseSummary]:
    """The cases of the asker's offices, the newest first; `after` is the last case of the page before."""
    return await ask.many(CaseSummary, "cases", ask.offices, status, after, limit)


@queries.get("/cases/{case_id}", roles=READ_CASES)
async def case(ask: Ask, case_id: UUID) -> CaseSummary:
    """One case: its stage, its parts, and how many people are in it."""
    return await ask.one(CaseSummary, "case_view", case_id)


@queries.get("/cases/{case_id}/victims", roles=READ_VICTIMS)
async def victims(ask: Ask, case_id: UUID) -> list[VictimView]:
    """The victims of a case, in codes, with what became of each."""
    return await ask.many(VictimView, "victims", case_id)


@queries.get("/cases/{case_id}/suspects", roles=READ_SUSPECTS)
async def suspects(ask: Ask, case_id: UUID) -> list[SuspectView]:
    """The suspects of a case and their roles in the process."""
    return await ask.many(SuspectView, "suspects", case_id)


@queries.get("/cases/{case_id}/operations", roles=READ_OPERATIONS)
async def operations(ask: Ask, case_id: UUID) -> list[OperationView]:
    """The operations of a case, with their approvals and results."""
    return await ask.many(OperationView, "operations", case_id)


queries.timeline(visible=VISIBLE)
