"""Cases set aside in a feed: what waits and why, applying them again once the cause is mended, and giving them up."""

import asyncio
import random
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
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


async def parked_of(lane: Lane, case_id: UUID) -> list[Failure]:
    """What of a case is parked in this lane, in its order, with why."""
    async with lane.pool.acquire() as conn:
        return await _waiting(conn, lane, case_id)


async def redrive_readable(feed: Feed) -> None:
    """Try again what waited for a newer release: this may be it. Waits for a database that is away."""
    while True:
        try:
            for one in await parked_cases(feed.pool):
                if one.feed == feed.name and needs_newer(one.fingerprint):
                    await redrive(feed.lanes[one.lane], one.case_id)
            return
        except Exception as fault:
            if not is_infrastructure(fault):
                raise
            log.warning("redrive_waits", feed=feed.name, fault=type(fault).__name__)
            await asyncio.sleep(random.uniform(0.5, 1.5))


async def redrive(lane: Lane, case_id: UUID, by: By | None = None) -> list[Failure]:
    """Apply a case's parked events again, each stream in version order, in one transaction; what still fails stays.

    Takes the lane, so it cannot race the live batch. The rows are accounted for, so no version is checked; what a
    reaction did before the park is not done twice, because its commands keep their ids. Raises Overtaken where more of
    the case was parked each time it was tried.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return await _alone(lane, _apply_again(lane, case_id, by))
        except Overtaken:
            await asyncio.sleep(random.uniform(0.02, 0.1))
    return await _alone(lane, _apply_again(lane, case_id, by))


async def discard(lane: Lane, case_id: UUID, by: By) -> int:
    """Give up a case's parked events for good, and let what comes later go on; how many. Their rows are kept."""
    return await _alone(lane, _give_up(lane, case_id, by))


async def _alone(lane: Lane, work: Coroutine[Any, Any, R]) -> R:
    """Do it while the lane's batches wait; afterwards it reads anew where it stands and what is parked."""
    async with lane.turn:
        try:
            return await work
        finally:
            lane.seq = None


async def _give_up(lane: Lane, case_id: UUID, by: By) -> int:
    ledger = lane.ledger
    async with lane.pool.acquire() as conn, conn.transaction():
        await ledger.take_turn(conn)
        rows = await conn.fetch(sql("discard"), ledger.feed, ledger.lane, case_id)
        records = len({(row["topic"], row["offset"]) for row in rows})
        await ledger.recount(conn, parked=-records, discarded=records)
        await conn.execute(sql("note_operation"), by.actor_id, "discard", ledger.feed, case_id, len(rows), 0, by.reason)
    return len(rows)


async def _apply_again(lane: Lane, case_id: UUID, by: By | None) -> list[Failure]:
    waiting = await parked_of(lane, case_id)
    by_reaction = dict[str, list[Arrived]]()
    for one in waiting:
        by_reaction.setdefault(one.reaction, []).append(one.arrived)
    failures = list[Failure]()
    for reaction, parked in sorted(by_reaction.items(), key=lambda one: not one[0]):  # the whole case's came last
        stuck = {(failure.reaction, case_id) for failure in failures}
        failures += await lane.consumer.ahead(parked, stuck, only=reaction)
    async with lane.pool.acquire() as conn, conn.transaction():
        await lane.ledger.take_turn(conn)
        if _places(await _waiting(conn, lane, case_id)) != _places(waiting):
            raise Overtaken(f"more of case {case_id} was parked meanwhile")
        failures += await lane.apply_by_case(conn, by_reaction.get("", []))
        await _settle(conn, lane, waiting, failures)
        if by:
            told = by.actor_id, "redrive", lane.ledger.feed, case_id, len(waiting), len(failures), by.reason
            await conn.execute(sql("note_operation"), *told)
    return failures


async def _waiting(conn: Conn, lane: Lane, case_id: UUID) -> list[Failure]:
    rows = await conn.fetch(sql("parked_rows"), lane.ledger.feed, lane.ledger.lane, case_id)
    return [Failure(from_row(row, lane.ledger.lane), row["error"], row["fingerprint"], row["reaction"]) for row in rows]


def _places(failures: Sequence[Failure]) -> set[tuple[str, str, int]]:
    return {(failure.reaction, *failure.arrived.place) for failure in failures}


async def _settle(conn: Conn, lane: Lane, waiting: Sequence[Failure], failures: Sequence[Failure]) -> None:
    """Remove what is done. What still fails keeps its row, and with it its place in the order."""
    ledger, done = lane.ledger, sorted(_places(waiting) - _places(failures))
    await conn.execute(sql("unpark"), ledger.feed, ledger.lane, *([one[n] for one in done] for n in range(3)))
    await ledger.park(conn, failures)
    records = len({one.arrived.place for one in waiting}) - len({one.arrived.place for one in failures})
    await ledger.recount(conn, applied=records, parked=-records)
