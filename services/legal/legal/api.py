"""What legal is asked: a case, its accused, hearings, custody, terms and evidence; and what lies ahead on the desk."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Query
from throughline.http import Ask, Problem, Queries, View

from legal import access
from legal.profiles import Profile, profiles
from legal.roles import (
    CUSTODY_READERS,
    HEARING_READERS,
    READERS,
    REFERENCE_READERS,
    STATUS_READERS,
    TASK_READERS,
)

Days = Annotated[int, Query(ge=0, le=366, description="How many days ahead, today included.")]
AfterDate = Annotated[
    datetime | None, Query(alias="afterDate", description="`onAt` of the last hearing of the page before.")
]
AfterId = Annotated[UUID | None, Query(alias="afterId", description="Its `hearingId`.")]
AfterEnd = Annotated[datetime | None, Query(alias="afterEnd", description="`overAt` of the last of the page before.")]
AfterProsecution = Annotated[UUID | None, Query(alias="afterId", description="Its `prosecutionId`.")]
AfterClock = Annotated[
    str | None,
    Query(alias="afterClock", max_length=200, description="Its `clock`, followed by its `accusedId` if it has one."),
]
AfterDue = Annotated[datetime | None, Query(alias="afterDue", description="`dueAt` of the last of the page before.")]
AfterTask = Annotated[UUID | None, Query(alias="afterId", description="Its `taskId`.")]
ReferenceKey = Annotated[str, Query(pattern=r"^[0-9a-f]{16,128}$", description="Keyed hash of the number.")]
Limit = Annotated[int, Query(ge=1, le=500)]

queries = Queries()
queries.timeline(visible=access.VISIBLE)
queries.read_log(roles=access.READ_LOGS)


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


class MilestoneView(View):
    """`dueOn` is the last day, or instant, of the term; `overAt` is when it will have passed."""

    case_id: UUID
    case_reference: str | None
    office_id: str | None
    prosecution_id: UUID
    profile: str
    accused_id: UUID | None
    clock: str
    due_on: str
    over_at: datetime
    overdue: bool


class TaskView(View):
    task_id: UUID
    case_id: UUID
    case_reference: str | None
    office_id: str | None
    kind: str
    role: str
    asked: str
    urgency: str
    due_at: datetime
    subjects: tuple[UUID, ...]
    escalated: int
    outcome: str | None
    overdue: bool


class ProtectionOrderView(View):
    order_id: UUID
    prosecution_id: UUID
    protects: UUID
    against: UUID
    until: datetime | None
    breaches: int
    state: str


class EvidenceView(View):
    item_id: UUID
    prosecution_id: UUID | None
    category: str
    sha256: str | None
    seal: str | None
    custodian: UUID
    collected_on: datetime | None
    hand_overs: int
    examinations: int
    gaps: int
    ruling: str


class ReferenceView(View):
    case_id: UUID
    case_reference: str | None
    office_id: str | None
    prosecution_id: UUID
    accused_id: UUID | None
    org_id: UUID
    kind: str


class EntitlementView(View):
    id: UUID
    victim_id: UUID
    kind: str
    authority_org_id: UUID | None
    granted_on: datetime | None
    until: datetime | None
    amount: Decimal | None
    currency: str | None
    received: Decimal | None


class TermView(View):
    """`basis` is the rule's source: K is unverified professional knowledge, S the agency's own choice."""

    clock: str
    days: int
    hours: int
    first_day_counts: bool
    longer_days: int | None
    default_bail: bool
    basis: str


class ProfileView(View):
    code: str
    version: int
    name: str
    source: str
    investigation_led_by: str
    milestones: dict[str, str]
    clocks: tuple[TermView, ...]


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


@queries.get("/cases/{case_id}/milestones", roles=READERS)
async def milestones(ask: Ask, case_id: UUID) -> list[MilestoneView]:
    """The terms that run in a case, by its law: the one that ends first in front."""
    return await ask.many(MilestoneView, "milestones_of_case", case_id)


@queries.get("/milestones", roles=READERS)
async def milestones_due(
    ask: Ask,
    days: Days = 14,
    after_end: AfterEnd = None,
    after_id: AfterProsecution = None,
    after_clock: AfterClock = None,
    limit: Limit = 100,
) -> list[MilestoneView]:
    """What is overdue or falls due soon in the asker's offices, the longest overdue first, page by page."""
    if len({after_end is None, after_id is None, after_clock is None}) > 1:
        raise Problem(
            422, "half-a-place", "Send afterEnd, afterId and afterClock together: the last of the page before."
        )
    return await ask.many(MilestoneView, "milestones_due", ask.offices, days, after_end, after_id, after_clock, limit)


@queries.get("/cases/{case_id}/tasks", roles=READERS)
async def tasks(ask: Ask, case_id: UUID) -> list[TaskView]:
    """Every task of a case, open ones first."""
    return await ask.many(TaskView, "tasks_of_case", case_id)


@queries.get("/tasks", roles=TASK_READERS)
async def open_tasks(
    ask: Ask, after_due: AfterDue = None, after_id: AfterTask = None, limit: Limit = 100
) -> list[TaskView]:
    """What the asker's role is asked to do in the asker's offices, the first due in front, page by page."""
    if (after_due is None) != (after_id is None):
        raise Problem(422, "half-a-place", "Send afterDue and afterId together: the last task of the page before.")
    return await ask.many(TaskView, "tasks_open", ask.offices, ask.actor.role, after_due, after_id, limit)


@queries.get("/cases/{case_id}/protection-orders", roles=STATUS_READERS)
async def protection_orders(ask: Ask, case_id: UUID) -> list[ProtectionOrderView]:
    """Who is protected from whom, until when, and how often an order was breached."""
    return await ask.many(ProtectionOrderView, "protection_orders", case_id)


@queries.get("/cases/{case_id}/evidence", roles=READERS)
async def evidence(ask: Ask, case_id: UUID) -> list[EvidenceView]:
    """The evidence of a case: who has each item, and how many gaps its chain of custody shows."""
    return await ask.many(EvidenceView, "evidence_items", case_id)


@queries.get("/cases/{case_id}/entitlements", roles=READERS)
async def entitlements(ask: Ask, case_id: UUID) -> list[EntitlementView]:
    """The status papers and entitlements of a case's victims, and how much of them has come."""
    return await ask.many(EntitlementView, "entitlements", case_id)


@queries.get("/references", roles=REFERENCE_READERS)
async def references(ask: Ask, key: ReferenceKey, org_id: UUID | None = None) -> list[ReferenceView]:
    """Which prosecutions of the asker's offices an authority knows by a number of its own, given as its keyed hash."""
    return await ask.many(ReferenceView, "references_by_key", ask.offices, key, org_id)


@queries.get("/profiles", roles=STATUS_READERS)
async def law(ask: Ask) -> list[ProfileView]:
    """The jurisdictions known: what their milestones are called, which terms run there, who leads the investigation."""
    return [shown(profile) for profile in sorted(profiles().values(), key=lambda profile: profile.code)]


def shown(profile: Profile) -> ProfileView:
    return ProfileView(
        code=profile.code,
        version=profile.version,
        name=profile.name,
        source=profile.source,
        investigation_led_by=profile.investigation_led_by,
        milestones=dict(profile.milestones),
        clocks=tuple(
            TermView(
                clock=rule.clock,
                days=rule.days,
                hours=rule.hours,
                first_day_counts=rule.first_day_counts,
                longer_days=rule.longer.days if rule.longer else None,
                default_bail=rule.default_bail,
                basis=rule.mark,
            )
            for rule in profile.clocks
        ),
    )
