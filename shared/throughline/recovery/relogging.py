"""Taking a log that replaced the one which feeds were reading: every feed of a service reads it from its beginning.

The version check drops what a feed has accounted for, so nothing counts twice and no read model is built anew. What
waits and what was received keeps its place out of the new log's way: offsets of an earlier log are negative.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any
from uuid import UUID

from throughline.database import Conn, Pool
from throughline.envelope import NotAnEvent, Record
from throughline.feed.arrived import read
from throughline.feed.feed import LANES
from throughline.recovery.log import Extent, Log, Place
from throughline.sql import statements

PATIENCE = 3600.0
"""Seconds that one statement may take: an archive of millions is moved in one."""

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class _Stand:
    next_offset: int
    last_event_id: UUID | None


Admit = Callable[[Record], Record]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a feed stands to a topic: `stands` and `records` are summed over lanes, `replaced` counts the lanes whose
    log is not the one that was read."""

    feed: str
    topic: str
    stands: int
    records: int
    replaced: int


async def standing(pool: Pool, log: Log, topics: Sequence[str], admit: Admit) -> list[Standing]:
    """Every feed's, of these topics. Raises LogAway."""
    extents, feeds = await log.extents(topics, LANES), dict[str, dict[Place, _Stand]]()
    for row in await pool.fetch(sql("feeds_stand"), list(topics)):
        stand = _Stand(row["next_offset"], row["last_event_id"])
        feeds.setdefault(row["feed"], {})[row["topic"], row["lane"]] = stand
    found = list[Standing]()
    for feed, stands in feeds.items():
        other = await _replaced(log, stands, extents, admit)
        for topic in sorted({topic for topic, _lane in stands}):
            places = [place for place in stands if place[0] == topic]
            found.append(
                Standing(
                    feed,
                    topic,
                    sum(stands[place].next_offset for place in places),
                    sum(extents[place].records for place in places),
                    len(other.intersection(places)),
                )
            )
    return found


async def relog(
    pool: Pool, log: Log, topics: Sequence[str], actor: UUID, reason: str, found: Sequence[Standing]
) -> None:
    """Let every feed begin each topic where the log does; `found` is kept with who did it. Raises LogAway.

    One that has stopped goes on from there within a second, one at work within some.
    """
    extents = await log.extents(topics, LANES)
    begins = [(topic, lane, extent.begin) for (topic, lane), extent in extents.items() if extent.begin]
    report = dumps({"standing": [_said(one) for one in found]})
    async with pool.acquire() as conn:
        await _make_way(conn, topics, "set_archive_apart")  # most of it, while feeds are at work
        async with conn.transaction():
            await conn.execute(sql("wait_for_long"))
            await conn.execute(sql("take_all_lanes"), timeout=PATIENCE)
            await _make_way(conn, topics, "set_archive_apart", "set_waiting_apart")
            await conn.execute(sql("forget_offsets"), list(topics))
            await conn.executemany(sql("begin_lane"), begins)
            await conn.execute(sql("react_from_the_beginning"), list(topics))
            await conn.execute(sql("note_recovery"), "relog", actor, reason, sum(one.stands for one in found), report)


async def _make_way(conn: Conn, topics: Sequence[str], *what: str) -> None:
    """Give what came from earlier logs offsets that no log has, topic by topic and lane by lane. What waits only once
    the lanes are taken: whoever is at work finds it by its offset."""
    for topic in topics:
        for lane in range(LANES):
            async with conn.transaction():
                await conn.execute(sql("wait_for_long"))
                for move in what:
                    await conn.execute(sql(move), topic, lane, timeout=PATIENCE)


async def _replaced(
    log: Log, stands: Mapping[Place, _Stand], extents: Mapping[Place, Extent], admit: Admit
) -> set[Place]:
    """The places whose log is not the one that was read: it does not reach there, or has another event there."""
    other = {place for place, stand in stands.items() if not extents[place].has(stand.next_offset)}
    before = {
        place: stand.next_offset - 1
        for place, stand in stands.items()
        if place not in other and stand.last_event_id and stand.next_offset > extents[place].begin
    }
    only = {place: Extent(offset, offset + 1) for place, offset in before.items()}
    async for records in log.read(before, only):
        place = log.place_of(records[0])
        try:
            there = admit(read(records[0], log.prefix).record).metadata.event_id
        except NotAnEvent:
            there = None
        if there != stands[place].last_event_id:
            other.add(place)
    return other


def _said(one: Standing) -> Mapping[str, Any]:
    return {name: getattr(one, name) for name in Standing.__slots__}
