"""What legal is asked: a case, its accused, hearings, custody, terms and evidence; and what lies ahead on the desk."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from casework.need_to_know import GRANTED
from casework.reach import LOGGED, OWN_CLIENTS
from fastapi import Query
from throughline.http import Ask, Problem, Queries
from throughline.http.problems import not_found

from legal import access
from legal.profiles import Profile, profiles
from legal.roles import (
    COUNSELS,
    CUSTODY_READERS,
    HEARING_READERS,
    PERSONS,
    READERS,
    REFERENCE_READERS,
    STATUS_READERS,
    TASK_READERS,
)
from legal.views import (
    AccusedView,
    CaseLine,
    CaseView,
    CompensationView,
    CustodyView,
    EntitlementView,
    EvidenceView,
    HearingView,
    MandateView,
    MilestoneView,
    OwnCase,
    ProfileView,
    ProtectionOrderView,
    ReferenceView,
    TaskView,
    TermView,
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
Part = Literal["open", "closed"]
CustodyState = Literal["detained", "at_large", "absconded"]

queries = Queries(reach=access.REACH, logged=LOGGED)
queries.timeline(visible=GRANTED)
queries.read_log(roles=access.READ_LOGS)


@queries.get("/cases", roles=READERS)
async def cases(
    ask: Ask,
    part: Part | None = None,
    custody: CustodyState | None = None,
    after: UUID | None = None,
    limit: Limit = 50,
) -> list[CaseLine]:
    """The cases of the asker's offices, the last opened first; `after` is the last case of the page before."""
    return await ask.many(CaseLine, "cases", ask.offices, part, custody, after, limit)


@queries.get("/clients", roles=COUNSELS)
async def clients(ask: Ask) -> list[OwnCase]:
    """Whom the asker is mandated for while the consent behind it holds, and what each one's case holds for her."""
    return await ask.many(OwnCase, "clients", ask.offices, ask.actor.id, None)


@queries.get("/cases/{case_id}/clients", roles=COUNSELS)
async def clients_of_case(ask: Ask, case_id: UUID) -> list[OwnCase]:
    """The asker's own clients in a case. Without a mandate that holds today, the case is not there."""
    today = set(await ask.ids(OWN_CLIENTS, case_id, ask.actor.id))
    known = await ask.many(OwnCase, "clients", ask.offices, ask.actor.id, case_id)
    mandated = [one for one in known if one.person_id in today]
    if not mandated:
        raise not_found()
    return mandated


@queries.get("/cases/{case_id}/own", roles=PERSONS)
async def own(ask: Ask, case_id: UUID) -> OwnCase:
    """Her own case, for a victim who asks herself."""
    return await ask.one(OwnCase, "own_case", case_id, ask.actor.id)


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
    """What the asker's role is asked to do in their offices, or was before it was escalated, by due time and page."""
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


@queries.get("/cases/{case_id}/compensation", roles=READERS)
async def compensation(ask: Ask, case_id: UUID) -> list[CompensationView]:
    """The compensation that courts ordered in a case, and how much of it has come."""
    return await ask.many(CompensationView, "compensation", case_id)


@queries.get("/cases/{case_id}/mandates", roles=READERS)
async def mandates(ask: Ask, case_id: UUID) -> list[MandateView]:
    """Which counsel the victims of a case have, and whether the consent behind it still holds."""
    return await ask.many(MandateView, "mandates", case_id)


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
