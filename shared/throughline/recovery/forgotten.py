"""What the own topics hold and the event store does not: it was set back, and must not write until it has them again.

The topics are read from where the service's own live feed stands in the same store to their end: whatever was published
since that store was saved stands there, since the feed had not read it then.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from throughline.database import Pool
from throughline.domain import FactHeld
from throughline.envelope import NotAnEvent
from throughline.feed.arrived import Arrived, read
from throughline.feed.feed import LANES
from throughline.recovery.log import Extent, Log, Place
from throughline.sql import statements

sql = statements(__package__)


@dataclass(slots=True)
class Missing:
    """What a stream misses: `said` are topics and types of event, `held` the facts that are held on it."""

    said: set[tuple[str, str]] = field(default_factory=set)
    held: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Forgotten:
    """What is missing: how many events, of so many records read, and what of each stream."""

    records: int = 0
    events: int = 0
    streams: dict[UUID, Missing] = field(default_factory=dict)

    def note(self, missing: Sequence[Arrived]) -> None:
        self.events += len(missing)
        for one in missing:
            of_stream = self.streams.setdefault(one.stream_id, Missing())
            of_stream.said.add((one.topic, one.record.metadata.event_type))
            if one.record.metadata.event_type == FactHeld.__name__ and (command := one.record.data.get("command")):
                of_stream.held.add(command)


async def stands(pool: Pool, topics: Sequence[str]) -> Mapping[Place, int]:
    """The offsets from which the own topics may hold what the store does not."""
    rows = await pool.fetch(sql("live_feed_stands"), list(topics))
    return {(row["topic"], row["lane"]): row["next_offset"] for row in rows}


@dataclass(frozen=True, slots=True)
class Own:
    """A service and its topics. What else stands in them is no event of its, and is its feed's to stop at."""

    service: str
    topics: Sequence[str]


async def looked_for(pool: Pool, log: Log, own: Own, known: Mapping[Place, int]) -> Forgotten:
    """All that is missing now. Raises LogAway."""
    found = Forgotten()
    async for batch, missing in missing_of(pool, log, own, known):
        found.records += batch
        found.note(missing)
    return found


async def missing_of(
    pool: Pool, log: Log, own: Own, known: Mapping[Place, int]
) -> AsyncIterator[tuple[int, list[Arrived]]]:
    """What is missing, in the order of each partition: how many records were read, and which of them the store lacks.

    A log that was replaced is read from its beginning. Raises LogAway.
    """
    extents = await log.extents(own.topics, LANES)
    froms = {place: _from(extent, known.get(place, 0)) for place, extent in extents.items()}
    async for records in log.read(froms, extents):
        events = [one for record in records if (one := _event(record, log.prefix, own.service))]
        rows = await pool.fetch(sql("unknown_events"), [one.event_id for one in events])
        unknown = {row["event_id"] for row in rows}
        yield len(records), [one for one in events if one.event_id in unknown]


def _from(extent: Extent, stands_at: int) -> int:
    return stands_at if extent.has(stands_at) else extent.begin


def _event(record: Any, prefix: str, service: str) -> Arrived | None:
    try:
        arrived = read(record, prefix)
    except NotAnEvent:
        return None
    return arrived if arrived.record.metadata.service == service else None
