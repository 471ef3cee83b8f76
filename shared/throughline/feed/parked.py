"""Cases set aside in a feed: what waits and why, and applying them again once the cause is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughline.database import Conn, Pool
from throughline.feed.arrived import from_row
from throughline.feed.consumer import Failure
from throughline.feed.faults import NeedsNewerRelease
from throughline.feed.feed import Feed
from throughline.feed.lane import Lane
from throughline.sql import statements

sql = statements(__package__)


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


async def parked_cases(pool: Pool) -> list[ParkedCase]:
    """Everything parked in this service, oldest first."""
    async with pool.acquire() as conn:
        return [ParkedCase(**row) for row in await conn.fetch(sql("parked_cases"))]


async def redrive_readable(feed: Feed) -> None:
    """Try again what waited for a newer release: this may be it."""
    for one in await parked_cases(feed.pool):
        if one.feed == feed.name and one.fingerprint.startswith(NeedsNewerRelease.__name__):
            await redrive(feed.lanes[one.lane], one.case_id)


async def redrive(lane: Lane, case_id: UUID) -> list[Failure]:
    """Apply a case's parked events again, each stream in version order, in one transaction; what still fails stays.

    Takes the lane's turn, so it cannot race the live batch. The rows are accounted for, so no version is checked;
    what a reaction did before the park is not done twice, because its commands keep their ids.
    """
    async with lane.turn:
        try:
            return await _redrive(lane, case_id)
        finally:
            lane.seq = None


async def _redrive(lane: Lane, case_id: UUID) -> list[Failure]:
    ledger = lane.ledger
    async with lane.pool.acquire() as conn:
        seq, _known = await ledger.open(conn)
        rows = await conn.fetch(sql("parked_rows"), ledger.feed, ledger.lane, case_id)
    by_reaction = dict[str, list[Failure]]()
    for row in rows:
        waiting = Failure(from_row(row, ledger.lane), row["error"], row["fingerprint"], row["reaction"])
        by_reaction.setdefault(row["reaction"], []).append(waiting)
    failures = list[Failure]()
    for reaction, parked in by_reaction.items():
        failures += await lane.consumer.ahead([one.arrived for one in parked], set(), only=reaction)
    async with lane.pool.acquire() as conn, conn.transaction():
        await ledger.take_turn(conn, seq)
        failures += await lane.apply_by_case(conn, [one.arrived for one in by_reaction.get("", [])])
        await _settle(conn, lane, case_id, failures, len(rows))
    return failures


async def _settle(conn: Conn, lane: Lane, case_id: UUID, failures: Sequence[Failure], waited: int) -> None:
    ledger = lane.ledger
    await conn.execute(sql("unpark"), ledger.feed, ledger.lane, case_id)
    await ledger.park(conn, failures)
    still = len({failure.arrived.place for failure in failures})
    done = waited - still
    await ledger.recount(conn, applied=done, parked=-done)
