"""Where the read models stand: waiting for one's own write, and the position that an answer is true at.

`ReadSide` is what routes need. `PolledReadSide` asks the tables that the feeds move; it counts the feeds of the live
read models, and where there are several, the one furthest behind.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol
from uuid import UUID

from throughline.commands import Position
from throughline.http.problems import Problem
from throughline.sql import statements

WAIT_SECONDS = 2.0
LOOK_EVERY = 0.025

sql = statements(__package__)
Offsets = Mapping[str, tuple[int, ...]]
"""By topic, the next offset of each lane in order."""


class Database(Protocol):
    """What a query needs of a pool; `asyncpg.Pool` has it. A row is read like a mapping, but need not be one."""

    async def fetch(self, query: str, *args: Any) -> Sequence[Any]: ...
    async def fetchrow(self, query: str, *args: Any) -> Any: ...


class ReadSide(Protocol):
    async def reached(self, stream_id: UUID, version: int, timeout: float) -> bool:
        """Whether the read models have this stream up to `version`, now or within `timeout` seconds."""
        ...

    async def positions(self) -> Offsets:
        """How far the read models are."""
        ...


class PolledReadSide:
    """`news` waits for a batch of this process's own feed; another process's is noticed by looking again."""

    def __init__(self, database: Database, news: Callable[[], Awaitable[object]] | None = None) -> None:
        self._database, self._news = database, news

    async def reached(self, stream_id: UUID, version: int, timeout: float) -> bool:
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            row = await self._database.fetchrow(sql("version_reached"), stream_id)
            if row is not None and row["version"] >= version:
                return True
            if asyncio.get_running_loop().time() >= deadline:
                return False
            await self._wait()

    async def _wait(self) -> None:
        if self._news is None:
            await asyncio.sleep(LOOK_EVERY)
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news(), LOOK_EVERY)

    async def positions(self) -> Offsets:
        rows = await self._database.fetch(sql("offsets_read"))
        return {row["topic"]: tuple(row["offsets"]) for row in rows}


async def wait_for(read_side: ReadSide, position: Position) -> None:
    """Problem 503 `read-model-behind` when it takes longer than a caller should hang."""
    if not await read_side.reached(position.stream_id, position.version, WAIT_SECONDS):
        detail = f"The read model has not reached {position} yet. Ask again in a moment, or without atLeast."
        raise Problem(503, "read-model-behind", detail, headers={"retry-after": "1"})
