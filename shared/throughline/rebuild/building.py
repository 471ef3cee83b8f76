"""Carrying one rebuild through: copy, follow, compare, switch. Whatever ends it, another goes on where it stood.

One process at a time has the claim, for some seconds, renewed; it only saves double work. What makes a chunk happen
once is that it moves the rebuild on from the case it began after.
"""

import asyncio
from collections.abc import Mapping
from time import monotonic
from typing import Any

import structlog

from throughline.database import Pool
from throughline.feed.faults import fingerprint, is_infrastructure
from throughline.projection.projector import Projector
from throughline.rebuild.comparing import Compared, compare
from throughline.rebuild.copying import copy_chunk
from throughline.rebuild.faults import Blocked, Differs, LostClaim, NotYet
from throughline.rebuild.job import Build, Job
from throughline.rebuild.signing import signed
from throughline.rebuild.switching import parked_in, switch
from throughline.sql import statements

RENEW_EVERY = 1.0
TRY_AGAIN_AFTER = 0.5
COMPARE_AGAIN_AFTER = 60.0
"""Where it was wrong: it may be large, and only a person makes it other than it is."""
LAG_SECONDS = 1.0

sql = statements(__package__)
log = structlog.get_logger()


class Building:
    """`projector` writes the build's feed; `live` is the feed that all is copied from; `key` signs the report."""

    def __init__(self, pool: Pool, job: Job, projector: Projector, live: str, key: bytes) -> None:
        self.pool, self.job, self.projector, self.live, self.key = pool, job, projector, live, key

    async def run(self) -> None:
        """Until it is switched, or not ours any more. Raises faults of the world; ours are noted, and tried again."""
        if not await self._claim():
            return
        work = asyncio.create_task(self._carry_through())
        try:
            while not work.done():
                await asyncio.wait({work}, timeout=RENEW_EVERY)
                if not work.done() and not await self._claim():
                    return
            await work
        except LostClaim:
            return
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def release(self) -> None:
        """Let another process take it at once."""
        await self.pool.execute(sql("release_claim"), self.job.id, self.job.owner)

    async def _claim(self) -> bool:
        return await self.pool.fetchval(sql("claim"), self.job.id, self.job.owner) is not None

    async def _carry_through(self) -> None:
        while True:
            try:
                row = await self._now()
                if row["phase"] == "copying":
                    await self._copy(row)
                elif row["phase"] == "following":
                    await self._switch_over()
                    return
                else:
                    return
            except (Blocked, NotYet) as why:
                await self._wait_for(str(why), COMPARE_AGAIN_AFTER if isinstance(why, Differs) else TRY_AGAIN_AFTER)
            except Exception as fault:
                if is_infrastructure(fault) or isinstance(fault, LostClaim):
                    raise
                log.error("rebuild_fails", read_model=self.job.name, feed=self.job.feed, exc_info=fault)
                await self._wait_for(f"a fault of ours: {fingerprint(fault)}")

    async def _wait_for(self, why: str, seconds: float = TRY_AGAIN_AFTER) -> None:
        """Let operators read what it waits for, and try again."""
        await self.pool.execute(sql("note_blocked"), self.job.id, why)
        await asyncio.sleep(seconds)

    async def _now(self) -> Mapping[str, Any]:
        row = await self.pool.fetchrow(sql("rebuild_now"), self.job.id)
        if row is None:
            raise LostClaim
        return dict(row)

    async def _copy(self, row: Mapping[str, Any]) -> None:
        if row["cases_known"] is None:
            await self.pool.execute(sql("count_cases"), self.job.id)
        while await copy_chunk(self.pool, self.job, self.projector, self.live):
            pass

    async def _switch_over(self) -> None:
        """Compare once what holds still enough, then switch; where that does not come about, try only that again."""
        await self._caught_up()
        old = await self._old()
        same = old if old.generation == self.job.generation else None
        compared = await compare(self.pool, self.job, same, self.projector, self._note_compared)
        if not compared.right:
            raise Differs(f"{compared.differing} rows are not what the log says: {compared.first}")
        while True:
            try:
                await self._switch(old, compared)
                return
            except NotYet as why:
                await self._wait_for(str(why))

    async def _caught_up(self) -> None:
        """Returns when it stood, within a second, where the live feed was. Raises Blocked where a case is parked."""
        if parked := await parked_in(self.pool, self.job.feed):
            raise Blocked(f"{parked} cases are parked in {self.job.feed}; `throughline parked list` shows them")
        began = monotonic()
        stood = await self.pool.fetch(sql("offsets_of"), self.live)
        places = [[row[name] for row in stood] for name in ("topic", "lane", "next_offset")]
        while await self.pool.fetchval(sql("not_reached"), self.job.feed, *places):
            if monotonic() - began > LAG_SECONDS:
                raise NotYet(f"{self.job.feed} is more than a second behind {self.live}")
            await asyncio.sleep(0.02)

    async def _old(self) -> Build:
        row = await self.pool.fetchrow(sql("build_in_state"), self.job.name, "live")
        if row is None:
            raise LostClaim
        return Build(**row)

    async def _note_compared(self, cases: int) -> None:
        await self.pool.execute(sql("note_compared"), self.job.id, cases)

    async def _switch(self, old: Build, compared: Compared) -> None:
        report = compared.report() | {"from": old.relation, "to": self.job.relation, "parked": 0}
        text, signature = signed(report, self.key)
        async with self.pool.acquire() as conn, conn.transaction():
            await switch(conn, old, self.job)
            if await conn.fetchval(sql("note_switched"), self.job.id, text, signature) is None:
                raise LostClaim
            await conn.execute(sql("note_step"), self.job.id, "switch", None, "built, compared and right")
        log.info("rebuild_switched", read_model=self.job.name, feed=self.job.feed, rows=compared.built.rows)
