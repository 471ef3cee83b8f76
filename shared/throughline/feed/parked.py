"""Cases set aside in a feed: what waits and why, applying them again once the cause is mended, and giving them up."""

import asyncio
import random
from collections.abc import Collection, Coroutine, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import structlog

from throughline.database import Conn, Pool
from throughline.feed.arrived import Arrived, from_row
from throughline.feed.consumer import Failure
from throughline.feed.faults import Overtaken, is_infrastructure, needs_newer
from throughline.feed.feed import Feed
from throughline.feed.lane import Lane
from throughline.sql import statements

ATTEMPTS = 10
R = TypeVar("R")
Row = tuple[str, str, int]
"""Reaction, topic and offset of what is parked."""

sql = statements(__package__)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ParkedCase:
    """One case of one feed, or of one reaction in it: `fingerprint` and `error` are those of its first event."""

    feed: str
    reaction: str
    case_id: UUID
    lane: int
    events: int
    since: datetime
    fingerprint: str
    error: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parked cases are meant: those that fit everything that is given. `fingerprint` is of the first event."""

    case_id: UUID | None = None
    fingerprint: str | None = None
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class By:
    """Who does something about what is parked, and why; kept with what became of it."""

    actor_id: UUID
    reason: str


async def parked_cases(pool: Pool, wanted: Wanted | None = None) -> list[ParkedCase]:
    """What is parked in this service, oldest first."""
    only = astuple(wanted or Wanted())
    async with pool.acquire() as conn:
        return [ParkedCase(**row) for row in await conn.fetch(sql("parked_cases"), *only)]


async def parked_events(pool: Pool, case_id: UUID) -> list[Mapping[str, Any]]:
    """Every event of a case that waits or was discarded, in the order in which they came; no body."""
    async with pool.acquire() as conn:
        return [dict(row) for row in await conn.fetch(sql("parked_events"), case_id)]


async def held_cases(pool: Pool) -> list[ParkedCase]:
    """Cases in which something has long waited for an event before it, which may be lost from its topic."""
    rows = await pool.fetch(sql("held_long"))
    return [ParkedCase(reaction="", fingerprint="held", error="waits for its predecessor", **row) for row in rows]


async def parked_of(lane: Lane, case_id: UUID) -> list[Failure]:
    """What of a case is parked in this lane, in its order, with why."""
    async with lane.pool.acquire() as conn:
        return await _waiting(conn, lane, case_id)


async def redrive_readable(feed: Feed, lanes: Collection[int] | None = None) -> None:
    """Try again what waited for a newer release: this may be it. Waits for a database that is away.
    With `lanes`, only what is parked in these."""
    while True:
        try:
            for one in await parked_cases(feed.pool):
                here = one.feed == feed.name and (lanes is None or one.lane in lanes)
                if here and needs_newer(one.fingerprint):
                    await redrive(feed.lanes[one.lane], one.case_id, reactions={one.reaction})
            return
        except Exception as fault:
            if not is_infrastructure(fault):
                raise
            log.warning("redrive_waits", feed=feed.name, fault=type(fault).__name__)
            await asyncio.sleep(random.uniform(0.5, 1.5))


async def redrive(
    lane: Lane, case_id: UUID, by: By | None = None, reactions: Collection[str] | None = None
) -> list[Failure]:
    """Apply a case's parked events again, each stream in version order, in one transaction; what still fails stays.
    With `reactions`, only what is parked for these.

    Takes the lane, so it cannot race the live batch. The rows are accounted for, so no version is checked; what a
    reaction did before the park is not done twice, because its commands keep their ids. Raises Overtaken where more of
    the case was parked each time it was tried.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return await _alone(lane, _apply_again(lane, case_id, by, reactions))
        except Overtaken:
            await asyncio.sleep(random.uniform(0.02, 0.1))
    return await _alone(lane, _apply_again(lane, case_id, by, reactions))


async def discard(lane: Lane, case_id: UUID, by: By, reactions: Collection[str] | None = None) -> int:
    """Give up a case's parked events for good, and let what comes later go on; how many. Their rows are kept.
    With `reactions`, only what is parked for these."""
    return await _alone(lane, _give_up(lane, case_id, by, reactions))


async def _alone(lane: Lane, work: Coroutine[Any, Any, R]) -> R:
    """Do it while the lane's batches wait; afterwards it reads anew where it stands and what is parked."""
    async with lane.turn:
        try:
            return await work
        finally:
            lane.seq = None


async def _give_up(lane: Lane, case_id: UUID, by: By, reactions: Collection[str] | None) -> int:
    ledger = lane.ledger
    async with lane.pool.acquire() as conn, conn.transaction():
        await ledger.take_turn(conn)
        waiting = await _waiting(conn, lane, case_id)
        chosen = _of(waiting, reactions)
        await _each(conn, lane, "discard", _places(chosen))
        records = _records(_places(waiting)) - _records(_places(waiting) - _places(chosen))
        await ledger.recount(conn, parked=-records, discarded=records)
        told = by.actor_id, "discard", ledger.feed, case_id, len(chosen), 0, by.reason
        await conn.execute(sql("note_operation"), *told)
    return len(chosen)


async def _apply_again(lane: Lane, case_id: UUID, by: By | None, reactions: Collection[str] | None) -> list[Failure]:
    waiting = await parked_of(lane, case_id)
    chosen, by_reaction = _of(waiting, reactions), dict[str, list[Arrived]]()
    for one in chosen:
        by_reaction.setdefault(one.reaction, []).append(one.arrived)
    others = {(one.reaction, case_id) for one in waiting if one.reaction and one.reaction not in by_reaction}
    failures = list[Failure]()
    for reaction, parked in sorted(by_reaction.items(), key=lambda one: not one[0]):  # the whole case's came last
        stuck = others | {(failure.reaction, case_id) for failure in failures}
        failures += await lane.consumer.ahead(parked, stuck, only=reaction)
    async with lane.pool.acquire() as conn, conn.transaction():
        await lane.ledger.take_turn(conn)
        if _places(await _waiting(conn, lane, case_id)) != _places(waiting):
            raise Overtaken(f"more of case {case_id} was parked meanwhile")
        failures += await lane.apply_by_case(conn, by_reaction.get("", []), partial(_unpark, lane=lane))
        await _settle(conn, lane, waiting, chosen, failures)
        if by:
            told = by.actor_id, "redrive", lane.ledger.feed, case_id, len(chosen), len(failures), by.reason
            await conn.execute(sql("note_operation"), *told)
    return failures


async def _waiting(conn: Conn, lane: Lane, case_id: UUID) -> list[Failure]:
    rows = await conn.fetch(sql("parked_rows"), lane.ledger.feed, lane.ledger.lane, case_id)
    return [Failure(from_row(row, lane.ledger.lane), row["error"], row["fingerprint"], row["reaction"]) for row in rows]


def _of(waiting: Sequence[Failure], reactions: Collection[str] | None) -> list[Failure]:
    return [one for one in waiting if reactions is None or one.reaction in reactions]


def _places(failures: Iterable[Failure]) -> set[Row]:
    return {(failure.reaction, *failure.arrived.place) for failure in failures}


def _records(places: Iterable[Row]) -> int:
    """Each once: several reactions may have parked the same."""
    return len({(topic, offset) for _reaction, topic, offset in places})


async def _each(conn: Conn, lane: Lane, what: str, rows: Collection[Row]) -> None:
    columns = ([row[n] for row in sorted(rows)] for n in range(3))
    await conn.execute(sql(what), lane.ledger.feed, lane.ledger.lane, *columns)


async def _unpark(conn: Conn, applied: Sequence[Arrived], *, lane: Lane) -> None:
    """What is applied waits no more, also for a case that is folded anew with the next event."""
    await _each(conn, lane, "unpark", {("", *one.place) for one in applied})


async def _settle(
    conn: Conn, lane: Lane, waiting: Sequence[Failure], chosen: Sequence[Failure], failures: Sequence[Failure]
) -> None:
    """Remove what is done. What still fails keeps its row, and with it its place in the order."""
    done = _places(chosen) - _places(failures)
    await _each(conn, lane, "unpark", done)
    await lane.ledger.park(conn, failures)
    records = _records(_places(waiting)) - _records((_places(waiting) - done) | _places(failures))
    await lane.ledger.recount(conn, applied=records, parked=-records)
