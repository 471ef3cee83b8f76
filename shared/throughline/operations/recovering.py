"""Publishing everything again to a broker that lost it, and reading the log that replaced another, for operators.

Whoever does it says why, and who did what is kept. A dry run shows how things stand, and does nothing.
"""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import ConfigDict, StringConstraints

from throughline.feed.feed import LANES
from throughline.http import Problem, View, only
from throughline.http.problems import not_found
from throughline.operations.actors import OPERATORS, Operator
from throughline.recovery import (
    Recovery,
    Republished,
    Restorer,
    begin_republishing,
    last,
    relog,
    republish_more,
    standing,
    under_way,
)
from throughline.recovery.log import Log, LogAway
from throughline.recovery.republishing import recorded


class Reasoned(View):
    """Why it is done."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]
    dry_run: bool = False


class Asked(Reasoned):
    """`anyway`: also where nothing says that it is needed, which is harmless."""

    anyway: bool = False


class Topic(View):
    """How many events the store has for a topic, and how many records the broker has in it, repeated ones included."""

    topic: str
    events: int
    records: int


class Republishing(View):
    """How far it is: events put into the outbox, of those there were at its beginning; `waiting` are not published yet.

    `under_way`: it was begun before. `ended`: the outbox has them all.
    """

    topics: Sequence[Topic]
    under_way: bool
    events_known: int
    events: int
    ended: bool
    waiting: int


class Stands(View):
    """How a feed stands to a topic, over all partitions: where it stands, what the broker has, and in how many
    partitions the log is not the one that it was reading."""

    feed: str
    topic: str
    stands: int
    records: int
    replaced: int


class Relogged(View):
    """How feeds stand, or stood before all of them were set to the beginning."""

    done: bool
    feeds: Sequence[Stands]


class Restoration(View):
    """How far it is: `events` of `known` missing ones are in the store again, `forks` and `gaps` cannot be.

    `documents_lost` and `seals_lost`: what restored events speak of and the vault has no more; the first cases of them
    are named. `failed` says why it ended, if it did before its end.
    """

    known: int
    events: int
    streams: int
    deadlines: int
    keys_destroyed: int
    forks: int
    gaps: int
    documents_lost: int
    seals_lost: int
    cases_with_losses: Sequence[UUID]
    ended: bool
    failed: str | None


def recovering_routes(on: Recovery) -> APIRouter:
    routes = APIRouter(prefix="/operations", tags=["operations"], dependencies=[Depends(only(OPERATORS))])

    @routes.post("/republish", summary="Publish everything that is recorded once more, or go on with it")
    async def republished(asked: Asked, actor: Operator) -> Republishing:
        """Refused where the broker has a record of every event, unless it is asked for anyway."""
        known, topics = await under_way(on.pool), await _topics(on)
        events = sum(topic.events for topic in topics)
        if known is None and not asked.anyway and all(topic.records >= topic.events for topic in topics):
            raise Problem(
                409, "nothing-to-recover", "The broker has as many records in each topic as there are events."
            )
        if not asked.dry_run:
            begun = await begin_republishing(on.pool, events, actor.id, asked.reason)
            return _view(begun, topics, under_way=known is not None)
        return _view(known or Republished(0, events, 0, False, 0), topics, under_way=known is not None)

    @routes.post("/republish/next", summary="Put the next events of a republishing into the outbox")
    async def republished_more() -> Republishing:
        """Nothing is put there while thousands wait. Answers 404 where none is under way."""
        if await under_way(on.pool) is None:
            raise not_found()
        await republish_more(on.pool, on.aggregates)
        known = await last(on.pool)
        assert known is not None
        return _view(known, (), under_way=True)

    @routes.post("/relog", summary="Let every feed read the log that replaced the one it was reading")
    async def relogged(asked: Asked, actor: Operator) -> Relogged:
        """Refused where the log is the one that every feed was reading, unless it is asked for anyway."""
        async with _reached(on) as log:
            found = await standing(on.pool, log, on.topics, on.admit)
            if not asked.anyway and not any(one.replaced for one in found):
                raise Problem(409, "nothing-to-recover", "The log is the one that every feed here was reading.")
            if not asked.dry_run:
                await relog(on.pool, log, on.topics, actor.id, asked.reason, found)
        return Relogged(done=not asked.dry_run, feeds=[Stands(**asdict(one)) for one in found])

    @routes.post("/restore", status_code=202, summary="Bring the store forward from its own topics")
    async def restoring(asked: Reasoned, actor: Operator) -> Restoration:
        """Refused where the store lacks nothing that it has published."""
        if not on.restorer.needed:
            raise Problem(409, "nothing-to-recover", "The store has every event that its topics hold.")
        if asked.dry_run:
            async with _reached(on):
                return Restoration(**asdict(await on.restorer.look()), failed=None)
        on.restorer.begin(actor.id, asked.reason)
        return _restoration(on.restorer)

    @routes.get("/restore", summary="How far the restore of this process is")
    async def restored() -> Restoration:
        return _restoration(on.restorer)

    return routes


def _restoration(restorer: Restorer) -> Restoration:
    if restorer.done is None:
        raise not_found()
    return Restoration(**asdict(restorer.done), failed=restorer.failed)


@asynccontextmanager
async def _reached(on: Recovery) -> AsyncIterator[Log]:
    """The log; a problem where it is not reached."""
    try:
        async with on.log() as log:
            yield log
    except LogAway as away:
        raise Problem(
            503, "unavailable", f"{str(away)[:1].upper()}{str(away)[1:]}.", headers={"retry-after": "5"}
        ) from None


async def _topics(on: Recovery) -> list[Topic]:
    """Each own topic in the store and at the broker."""
    async with on.pool.acquire() as conn:
        events = await recorded(conn, on.aggregates)
    async with _reached(on) as log:
        records = Counter[str]()
        for (topic, _lane), extent in (await log.extents(events, LANES)).items():
            records[topic] += extent.records
    return [Topic(topic=topic, events=count, records=records[topic]) for topic, count in events.items()]


def _view(known: Republished, topics: Sequence[Topic], *, under_way: bool) -> Republishing:
    told = {name: getattr(known, name) for name in ("events_known", "events", "ended", "waiting")}
    return Republishing(topics=topics, under_way=under_way, **told)
