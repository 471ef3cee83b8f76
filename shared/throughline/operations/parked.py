"""What is parked, trying it again and giving it up, for operators: by case, by fingerprint or by when it began.

Whoever changes something says why, and who did what is kept. A dry run answers what would be done, and does nothing.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, ConfigDict, StringConstraints, model_validator

from throughline.database import Pool
from throughline.domain import Actor
from throughline.feed import By, Feed, ParkedCase, Wanted, discard, held_cases, parked_cases, parked_events, redrive
from throughline.feed.faults import Overtaken
from throughline.feed.lane import Lane
from throughline.http import View, only
from throughline.http.problems import not_found, unavailable
from throughline.operations.actors import OPERATORS, Operator

Fingerprint = Annotated[str, StringConstraints(max_length=300)]
Work = Callable[[Lane, UUID, By, Collection[str]], Awaitable[tuple[int | None, int]]]
"""How many events it was about, where it knows, and how many of them are still parked."""


class Parked(View):
    """One case set aside in a feed, or in one reaction of it. `safety`: somebody's warning hangs on it."""

    feed: str
    reaction: str
    case_id: UUID
    lane: int
    events: int
    since: datetime
    fingerprint: str
    error: str
    safety: bool


class ParkedEvent(View):
    """One event that waits (`held`, `parked`) or was given up (`discarded`): where it stands, why; not what it says."""

    feed: str
    reaction: str
    topic: str
    lane: int
    offset: int
    stream_id: UUID
    version: int
    event_id: UUID
    type: str
    state: str
    error: str
    fingerprint: str
    since: datetime


class Selection(View):
    """Which parked cases are meant: at least one of case, fingerprint and time; and why something is done to them."""

    model_config = ConfigDict(extra="forbid")

    case_id: UUID | None = None
    fingerprint: Fingerprint | None = None
    since: AwareDatetime | None = None
    before: AwareDatetime | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]
    dry_run: bool = False

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if not any((self.case_id, self.fingerprint, self.since, self.before)):
            raise ValueError("name a case, a fingerprint or a time")
        return self

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.case_id, self.fingerprint, self.since, self.before)


class Treated(View):
    """What became of one case in one feed, or with a dry run would be tried: how many events, how many stay parked."""

    feed: str
    case_id: UUID
    events: int
    still_parked: int


def parked_routes(
    pool: Pool, feeds: Callable[[], Awaitable[Sequence[Feed]]], safety: Callable[[ParkedCase], bool]
) -> APIRouter:
    def view(found: Sequence[ParkedCase]) -> list[Parked]:
        names = Parked.model_fields.keys() - {"safety"}
        return [Parked(**{name: getattr(one, name) for name in names}, safety=safety(one)) for one in found]

    routes = APIRouter(prefix="/operations/parked", tags=["operations"], dependencies=[Depends(only(OPERATORS))])

    @routes.get("", summary="Cases set aside because an event of theirs could not be applied")
    async def parked(
        caseId: UUID | None = None,
        fingerprint: Annotated[Fingerprint | None, Query()] = None,
        since: AwareDatetime | None = None,
        before: AwareDatetime | None = None,
    ) -> list[Parked]:
        return view(await parked_cases(pool, Wanted(caseId, fingerprint, since, before)))

    @routes.get("/held", summary="Cases in which an event has waited half a minute for the one before it")
    async def held() -> list[Parked]:
        """Nothing is parked there; where the one before is lost from its topic, it has to be published again."""
        return view(await held_cases(pool))

    @routes.get("/{caseId}", summary="A case's events that wait or were given up, without their bodies")
    async def events(caseId: UUID) -> list[ParkedEvent]:
        if not (found := await parked_events(pool, caseId)):
            raise not_found()
        return [ParkedEvent.of(row) for row in found]

    @routes.post("/redrive", summary="Apply parked events again, in order; what still fails stays parked")
    async def again(selection: Selection, actor: Operator) -> list[Treated]:
        async def work(lane: Lane, case_id: UUID, by: By, reactions: Collection[str]) -> tuple[int | None, int]:
            return None, len(await redrive(lane, case_id, by, reactions))

        return await _each(selection, actor, work)

    @routes.post("/discard", summary="Give parked events up for good; what comes later goes on")
    async def give_up(selection: Selection, actor: Operator) -> list[Treated]:
        async def work(lane: Lane, case_id: UUID, by: By, reactions: Collection[str]) -> tuple[int | None, int]:
            return await discard(lane, case_id, by, reactions), 0

        return await _each(selection, actor, work)

    async def _each(selection: Selection, actor: Actor, work: Work) -> list[Treated]:
        """What fits, and nothing else of the same case. In a feed that this process does not have, all stays parked."""
        places = dict[tuple[str, int, UUID], dict[str, int]]()
        for one in await parked_cases(pool, selection.wanted):
            places.setdefault((one.feed, one.lane, one.case_id), {})[one.reaction] = one.events
        if not places:
            raise not_found()
        lanes = {(feed.name, lane.ledger.lane): lane for feed in await feeds() for lane in feed.lanes}
        by, treated = By(actor.id, selection.reason), list[Treated]()
        for (feed, number, case_id), reactions in places.items():
            count, lane = sum(reactions.values()), lanes.get((feed, number))
            events, left = count, count
            try:
                if lane is not None and not selection.dry_run:
                    done, left = await work(lane, case_id, by, reactions)
                    events = count if done is None else done
            except Overtaken:
                raise unavailable("The case, of which more is being set aside just now,", 2) from None
            treated.append(Treated(feed=feed, case_id=case_id, events=events, still_parked=left))
        return treated

    return routes
