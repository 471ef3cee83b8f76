"""What legal is asked: a case, its accused, its hearings, who is in custody; and the hearings that lie ahead."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Query
from throughline.http import Ask, Problem, Queries, View

from legal import access
from legal.roles import CUSTODY_READERS, HEARING_READERS, STATUS_READERS

Days = Annotated[int, Query(ge=0, le=366, description="How many days ahead, today included.")]
AfterDate = Annotated[
    datetime | None, Query(alias="afterDate", description="`onAt` of the last hearing of the page before.")
]
AfterId = Annotated[UUID | None, Query(alias="afterId", description="Its `hearingId`.")]
Limit = Annotated[int, Query(ge=1, le=500)]

queries = Queries()
queries.timeline(visible=access.VISIBLE)


class ProsecutionLine(View):
    prosecution_id: UUID
    jurisdiction_profile: str
    stage: str
    accused: int
    convicted: int


class CaseView(View):
    case_id: UUID
    reference: str | None
    office_id: str | None
    jurisdiction: str | None
    suspects: int
    victims: int
    part: str
    outcome: str | None
    opened_on: datetime | None
    closed_on: datetime | None
    any_conviction: bool
    prosecutions: tuple[ProsecutionLine, ...]


class VerdictLine(View):
    court: str
    verdict: str
    counts: int


class SentenceView(View):
    months: Decimal | None
    life: bool
    suspended: bool
    fine_amount: Decimal | None
    fine_currency: str | None
    passed_on: datetime | None


class CustodyView(View):
    prosecution_id: UUID
    accused_id: UUID
    custody: str
    custody_since: datetime | None
    bail: str
    bail_kind: str | None
    bail_conditions: tuple[str, ...]
    release_expected_on: datetime | None


class AccusedView(CustodyView):
    stage: str
    charges: int
    counts: int
    open_counts: int
    verdicts: tuple[VerdictLine, ...]
    convicted: bool
    disposition: str | None
    sentence: SentenceView | None
    final: bool


class HearingView(View):
    hearing_id: UUID
    prosecution_id: UUID
    case_id: UUID
    case_reference: str | None
    office_id: str | None
    on_at: datetime | None
    on_precision: str
    type: str
    court_org_id: UUID | None
    mode: str
    witness_ids: tuple[UUID, ...]
    continues: UUID | None
    state: str
    reason: str | None
    requested_by: str | None


@queries.get("/cases/{case_id}", roles=STATUS_READERS)
async def case(ask: Ask, case_id: UUID) -> CaseView:
    """One case: its people, its prosecutions and how far they are, and whether legal's part is closed."""
    return await ask.one(CaseView, "case_view", case_id)


@queries.get("/cases/{case_id}/accused", roles=STATUS_READERS)
async def accused(ask: Ask, case_id: UUID) -> list[AccusedView]:
    """Everybody accused in a case: custody, bail, charges, verdicts, sentence."""
    return await ask.many(AccusedView, "accused_status", case_id)


@queries.get("/cases/{case_id}/custody", roles=CUSTODY_READERS)
async def custody(ask: Ask, case_id: UUID) -> list[CustodyView]:
    """Who of a case is held, on bail or gone, prosecution by prosecution; at liberty is who is held in none."""
    return await ask.many(CustodyView, "custody", case_id)


@queries.get("/cases/{case_id}/hearings", roles=HEARING_READERS)
async def hearings(ask: Ask, case_id: UUID) -> list[HearingView]:
    """Every hearing of a case, by date."""
    return await ask.many(HearingView, "hearings", case_id)


@queries.get("/hearings", roles=HEARING_READERS)
async def hearings_ahead(
    ask: Ask, days: Days = 14, after_date: AfterDate = None, after_id: AfterId = None, limit: Limit = 100
) -> list[HearingView]:
    """The hearings of the asker's offices that lie ahead, the nearest first, page by page."""
    if (after_date is None) != (after_id is None):
        raise Problem(422, "half-a-place", "Send afterDate and afterId together: the last hearing of the page before.")
    return await ask.many(HearingView, "hearings_ahead", ask.offices, days, after_date, after_id, limit)
