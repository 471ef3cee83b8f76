"""The bulk of a rebuild: every case folded from all that the live feed has accounted for, chunk by chunk.

Each chunk is all or nothing: one snapshot to read, one COPY a table, and where to go on, in one transaction. What is
parked in the live feed is taken: it may be what this build mends. What was discarded is not, as in any fold.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from throughline.database import Conn, Pool
from throughline.feed.faults import fingerprint, is_infrastructure
from throughline.projection.histories import histories, next_cases
from throughline.projection.projector import Projector
from throughline.rebuild.faults import Blocked, LostClaim
from throughline.rebuild.job import Job
from throughline.sql import statements

CHUNK = 250
"""Cases at most; fewer where they are long."""

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
        cases, more = await next_cases(conn, after, limit)
        try:
            done = await _fold(conn, job, projector, live, cases, after)
        except Exception as fault:
            if limit > 1 or is_infrastructure(fault) or isinstance(fault, Blocked):
                raise
            raise Blocked(f"case {cases[0]} cannot be folded: {fingerprint(fault)}") from fault
        if not more and projector.forgetting is not None:
            await conn.execute(sql("copy_forgotten_versions"), live, job.feed)
        told = job.id, after, done.last, done.cases, done.events, done.rows, more
        if await conn.fetchval(sql("note_copied"), *told) is None:
            raise LostClaim
    return more


async def _fold(conn: Conn, job: Job, projector: Projector, live: str, cases: Sequence[UUID], after: UUID) -> Copied:
    if forked := await conn.fetchval(sql("forked"), live, cases):
        raise Blocked(f"case {forked} has two events of one version; see `throughline parked show {forked}`")
    known = await histories(conn, live, cases, without=("discarded",))
    tables = [table for table in await projector.placed(conn) if table.relation == job.relation]
    if not tables:
        raise LostClaim
    folded: list[list[Any]] = [[] for _ in tables]
    for history in known.records.values():
        for all_rows, (_, rows) in zip(folded, projector.rows_after(history, tables), strict=True):
            all_rows += rows.values()
        await asyncio.sleep(0)  # the loop has other work: a long fold must not cost it its membership in Kafka
    for table, all_rows in zip(tables, folded, strict=True):
        await table.fill(conn, all_rows)
    await conn.execute(sql("copy_versions"), live, job.feed, known.all_streams)
    await conn.execute(sql("copy_waiting"), live, job.feed, cases)
    events = sum(len(history) for history in known.records.values())
    return Copied(len(cases), events, sum(map(len, folded)), cases[-1] if cases else after)
