"""Publishing everything once more from the event store, for a broker that has lost it.

What is recorded goes through the outbox again, some thousand events at a time, each case in its own order; consumers
drop by version what they know. Killed at any point, it goes on where it stood.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from throughline.database import Conn, Pool
from throughline.domain import Aggregate
from throughline.sql import statements

CHUNK = 2000
WAITING = 4000
"""So many rows in the outbox are enough for the relay to be busy; more would only keep new events waiting."""

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Republished:
    """How far it is. `waiting`: rows that it left in the outbox, or that were there before its end."""

    id: int
    events_known: int
    events: int
    ended: bool
    waiting: int

    @classmethod
    def of(cls, row: Any) -> Self:
        return cls(row["id"], row["events_known"], row["events"], row["ended"], row["waiting"])


async def recorded(conn: Conn, aggregates: Iterable[Aggregate[Any]]) -> Mapping[str, int]:
    """How many events the store has for each topic."""
    found, topics = Counter[str](), {aggregate.name: aggregate.topic for aggregate in aggregates}
    for row in await conn.fetch(sql("events_by_kind")):
        found[topics[row["kind"]]] += row["events"]
    return {topic: found[topic] for topic in sorted(set(topics.values()))}


async def begin_republishing(pool: Pool, events: int, actor: UUID, reason: str) -> Republished:
    """Begin, or go on with the one that is under way."""
    await pool.execute(sql("begin_republishing"), actor, reason, events)
    begun = await last(pool)
    assert begun is not None
    return begun


async def under_way(pool: Pool) -> Republished | None:
    """The one that is not published to its end."""
    known = await last(pool)
    return None if known is None or (known.ended and not known.waiting) else known


async def last(pool: Pool) -> Republished | None:
    """The one that was begun last, ended or not."""
    row = await pool.fetchrow(sql("republishing"))
    return None if row is None else Republished.of(row)


async def republish_more(pool: Pool, aggregates: Iterable[Aggregate[Any]]) -> None:
    """Put the next events into the outbox, unless enough of them wait there."""
    topics = {aggregate.name: aggregate.topic for aggregate in aggregates}
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(sql("republish_next"), CHUNK, WAITING, list(topics), list(topics.values()))
