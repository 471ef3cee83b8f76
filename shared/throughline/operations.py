"""What an operator asks of a running service: what is parked, and trying it again. Ids, codes and counts, no bodies."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends

from throughline.database import Pool
from throughline.feed import Feed, parked_cases, redrive
from throughline.http import View, only
from throughline.http.problems import not_found

OPERATORS = frozenset({"operator"})


class Parked(View):
    """One case set aside in a feed, or in one reaction of it."""

    feed: str
    reaction: str
    case_id: UUID
    lane: int
    events: int
    since: datetime
    fingerprint: str
    error: str


class Redriven(View):
    """How many feeds were redriven, and how many events still fail."""

    feeds: int
    still_parked: int


def operations_routes(pool: Pool, feeds: Sequence[Feed]) -> APIRouter:
    routes = APIRouter(prefix="/operations", tags=["operations"], dependencies=[Depends(only(OPERATORS))])
    by_name = {feed.name: feed for feed in feeds}

    @routes.get("/parked", summary="Cases set aside because an event of theirs could not be applied")
    async def parked() -> list[Parked]:
        return [
            Parked(**{name: getattr(one, name) for name in Parked.model_fields}) for one in await parked_cases(pool)
        ]

    @routes.post("/parked/{caseId}/redrive", summary="Apply a case's parked events again")
    async def again(caseId: UUID) -> Redriven:
        places = {(one.feed, one.lane) for one in await parked_cases(pool) if one.case_id == caseId}
        if not places:
            raise not_found()
        failures = [await redrive(by_name[feed].lanes[lane], caseId) for feed, lane in sorted(places)]
        return Redriven(feeds=len(places), still_parked=sum(map(len, failures)))

    return routes
