"""The bulk of a rebuild: every case folded from all that the live feed has accounted for, chunk by chunk.

Each chunk is all or nothing. What is parked in the live feed is taken: it may be what this build mends. What was
discarded is not, as in any fold.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from throughline.database import Conn, Pool
from throughline.envelope import Record, metadata_of_text
from throughline.feed.faults import fingerprint, is_infrastructure
from throughline.projection.projector import Projector
from throughline.projection.table import Table
from throughline.rebuild.faults import Blocked, LostClaim
from throughline.rebuild.job import Job
from throughline.sql import statements

CHUNK = 100

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Copied:
    cases: int
    events: int
    rows: int
    last: UUID


async def copy_chunk(pool: Pool, job: Job, projector: Projector, live: str) -> bool:
    """Copy the next cases; whether there may be more. Raises Blocked where a case cannot be folded."""
    try:
        return await _copy(pool, job, projector, live, CHUNK)
    except Exception as fault:
        if is_infrastructure(fault) or isinstance(fault, Blocked | LostClaim):
            raise
    return await _copy(pool, job, projector, live, 1)  # up to the case that cannot be, and then it says which


async def _copy(pool: Pool, job: Job, projector: Projector, live: str, limit: int) -> bool:
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read"):
        after: UUID = await conn.fetchval(sql("copied_up_to"), job.id)
        cases = [row["case_id"] for row in await conn.fetch(sql("cases_after"), after, limit)]
        try:
            done = await _fold(conn, job, projector, live, cases, after)
        except Exception as fault:
            if limit > 1 or is_infrastructure(fault) or isinstance(fault, Blocked):
                raise
            raise Blocked(f"case {cases[0]} cannot be folded: {fingerprint(fault)}") from fault
        more = len(cases) == limit
        if not more and projector.forgetting is not None:
            await conn.execute(sql("copy_forgotten_versions"), live, job.feed)
        told = job.id, after, done.last, done.cases, done.events, done.rows, more
        if await conn.fetchval(sql("note_copied"), *told) is None:
            raise LostClaim
    return more


async def _fold(conn: Conn, job: Job, projector: Projector, live: str, cases: Sequence[UUID], after: UUID) -> Copied:
    if forked := await conn.fetchval(sql("forked"), live, cases):
        raise Blocked(f"case {forked} has two events of one version; see `throughline parked show {forked}`")
    histories: dict[UUID, list[Record]] = {case_id: [] for case_id in cases}
    for query in ("own_events", "received_events"):
        for row in await conn.fetch(sql(query), live, cases):
            histories[row["case_id"]].append(Record(metadata_of_text(row["headers"]), row["body"]))
    tables = [table for table in await projector.placed(conn) if table.relation == job.relation]
    if not tables:
        raise LostClaim
    rows = 0
    for history in histories.values():
        rows += await _fill(conn, projector, tables, history)
        await asyncio.sleep(0)  # the loop has other work: a long fold must not cost it its membership in Kafka
    await conn.execute(sql("copy_versions"), live, job.feed, cases)
    await conn.execute(sql("copy_waiting"), live, job.feed, cases)
    last = cases[-1] if cases else after
    return Copied(len(cases), sum(len(history) for history in histories.values()), rows, last)


async def _fill(conn: Conn, projector: Projector, tables: Sequence[Table], history: Sequence[Record]) -> int:
    written = 0
    for table, rows in projector.rows_after(history, tables):
        if rows:
            await table.fill(conn, list(rows.values()))
            written += len(rows)
    return written
