"""Which build readers see: changed in one short transaction that holds the lanes of both feeds."""

import asyncio
from time import monotonic

from asyncpg import LockNotAvailableError

from throughline.database import Conn, Pool
from throughline.rebuild.faults import NotYet
from throughline.rebuild.job import Build
from throughline.rebuild.view import show
from throughline.sql import statements

CATCH_UP_SECONDS = 1.0

sql = statements(__package__)


async def switch(conn: Conn, old: Build, new: Build) -> None:
    """Inside the caller's transaction. Raises NotYet where the new build is behind, has a case parked, or is read.

    The old feed's lanes are held first, so that it stands still; the new one catches up with it, and is held too.
    """
    await conn.execute(sql("wait_for_locks_shortly"))
    try:
        await conn.execute(sql("lock_register"))
        await conn.fetch(sql("hold_lanes"), old.feed)
        deadline = monotonic() + CATCH_UP_SECONDS
        while await conn.fetchval(sql("behind"), old.feed, new.feed):
            if monotonic() > deadline:
                raise NotYet(f"{new.feed} is behind {old.feed}")
            await asyncio.sleep(0.01)
        await conn.fetch(sql("hold_lanes"), new.feed)
        if parked := await conn.fetchval(sql("parked_in"), new.feed):
            raise NotYet(f"{parked} cases are parked in {new.feed}; `throughline parked list` shows them")
        await show(conn, new.name, new.generation, new.build)
    except LockNotAvailableError:
        raise NotYet(f"{old.name} is being read for long, or a lane is busy") from None
    if await conn.fetchval(sql("swap"), new.name, new.generation, new.build) != 2:
        raise NotYet(f"{new.feed} is not there any more")


async def parked_in(pool: Pool, feed: str) -> int:
    """How many cases of a feed are parked."""
    async with pool.acquire() as conn:
        count: int = await conn.fetchval(sql("parked_in"), feed)
    return count
