"""What is recorded of each case, for whoever reads it elsewhere, and the comparison with what is received here."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, ConfigDict, Field

from throughline.database import Pool
from throughline.domain import Actor, Aggregate
from throughline.http import Problem, View, only
from throughline.operations.actors import CONSUMERS, OPERATORS
from throughline.reconciliation import Summary
from throughline.reconciliation.received import Consumer, Range
from throughline.reconciliation.recorded import FIRST, Asked, recorded

MOST = 500


class CaseRecorded(View):
    """How many events a case has on the topics asked for, and two hashes (SHA-256, hex).

    `ids`: of the events' ids, sorted, a line each. `contents`: of `<id> <hash of the body>`, likewise, where a body is
    hashed as JSON with sorted keys and no spaces.
    """

    case_id: UUID
    events: int
    ids: str
    contents: str


class Page(View):
    """Go on after `next`; null: this was the last page. `topics`: those of the ones asked for that are written here."""

    topics: Sequence[str]
    cases: Sequence[CaseRecorded]
    next: UUID | None


class Reads(View):
    """The topics that this service reads of others."""

    topics: Sequence[str]


class Theirs(View):
    """A page of what `service` has recorded. `complete`: it holds every case after `after` up to `until`."""

    model_config = ConfigDict(extra="forbid")

    service: Annotated[str, Field(max_length=60)]
    topics: Annotated[list[str], Field(max_length=50)]
    cases: Annotated[list[CaseRecorded], Field(max_length=MOST)]
    complete: bool = False
    after: UUID = FIRST
    until: UUID | None = None


class Different(View):
    """A case of which not the same is here. `kind`: missing, behind (fewer events), ahead (more), other (as many, but
    not the same), surplus (a case that they have not). `theirs` and `ours` count events."""

    case_id: UUID
    kind: str
    theirs: int
    ours: int


def reconciling_routes(pool: Pool, aggregates: Sequence[Aggregate[Any]], consumer: Consumer) -> APIRouter:
    operators = [Depends(only(OPERATORS))]
    routes = APIRouter(prefix="/operations/reconciliation", tags=["operations"])
    own = {aggregate.topic for aggregate in aggregates}

    @routes.get("", summary="How many events each case has here, and hashes of them")
    async def page(
        actor: Annotated[Actor, Depends(only(CONSUMERS))],
        topic: Annotated[list[str], Query(max_length=50)],
        after: UUID = FIRST,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
        office: Annotated[str | None, Query(max_length=60)] = None,
        since: AwareDatetime | None = None,
        caseId: Annotated[list[UUID] | None, Query(max_length=MOST)] = None,
    ) -> Page:
        """In the order of case ids: all, or those of an `office`, or with an event recorded `since`, or named ones.

        A consumer whose token is for some offices names one of them.
        """
        if not actor.works_in(office or "*"):
            raise Problem(403, "office-not-allowed", "The token is for other offices; name one of its own as `office`.")
        topics = sorted(own.intersection(topic))
        asked = Asked(topics, after, limit, office, since, caseId)
        found = await recorded(pool, aggregates, asked) if topics else []
        last = found[-1].case_id if len(found) == limit else None
        return Page(topics=topics, cases=[CaseRecorded(**asdict(one)) for one in found], next=last)

    @routes.get("/reads", dependencies=operators, summary="Which topics are read here")
    async def reads() -> Reads:
        return Reads(topics=consumer.reads)

    @routes.post(
        "", dependencies=operators, summary="Compare what another service has recorded with what is received here"
    )
    async def compared(theirs: Theirs) -> list[Different]:
        """What is still on its way counts as a difference: ask again a little later."""
        within = Range(theirs.after, theirs.until) if theirs.complete else None
        topics = [topic for topic in theirs.topics if topic in consumer.reads]
        cases = [Summary(one.case_id, one.events, one.ids, one.contents) for one in theirs.cases]
        found = await consumer.compare(theirs.service, topics, cases, within)
        return [Different(**asdict(one)) for one in found]

    return routes
