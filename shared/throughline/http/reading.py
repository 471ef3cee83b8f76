"""Where the read models stand: waiting for one's own write, and the position that an answer is true at.

`ReadSide` is what routes need. `PolledReadSide` asks the tables that the feeds move; it counts the feeds of the live
read models, and where there are several, the one furthest behind.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from throughline.commands import Position
from throughline.http.problems import Problem
from throughline.sql import statements

WAIT_SECONDS = 2.0
LOOK_EVERY = 0.025
LOOK_AT_LEAST_EVERY = 0.2

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

    async def shows(self, stream_id: UUID, case_id: UUID | None, offices: Sequence[str] | None) -> bool:
        """Whether a reader of these offices (None: all) may know of this stream; `case_id` is the case asked about."""
        ...

    async def positions(self) -> Offsets:
        """How far the read models are."""
        ...

    def within(self, database: Database) -> "ReadSide":
        """The same on one connection, in whose transaction it is asked."""
        ...

    def as_of(self, case_id: UUID, at: datetime) -> Database:
        """What answers about this case as it was known at `at`."""
        ...

    async def open_seals(self, seals: Sequence[tuple[str, str, str]]) -> list[Any]:
        """The values of (event type, field, seal); None for what is erased."""
        ...


OpenSeals = Callable[[Sequence[tuple[str, str, str]]], Awaitable[list[Any]]]


class Recall(Protocol):
    """Lets the read models of a connection's transaction show one case as it was known at an instant."""

    async def __call__(self, conn: Any, case_id: UUID, at: datetime) -> None: ...


class AsOf:
    """The database as it answered about one case at an instant: each question in a transaction of its own."""

    def __init__(self, pool: Any, recall: Recall, case_id: UUID, at: datetime) -> None:
        self._pool, self._recall, self._case_id, self._at = pool, recall, case_id, at

    async def fetch(self, query: str, *args: Any) -> Sequence[Any]:
        async with self._pool.acquire() as conn, conn.transaction():
            await self._recall(conn, self._case_id, self._at)
            rows: Sequence[Any] = await conn.fetch(query, *args)
            return rows

    async def fetchrow(self, query: str, *args: Any) -> Any:
        rows = await self.fetch(query, *args)
        return rows[0] if rows else None


class Following(Protocol):
    """What this process itself reads."""

    def has(self, stream_id: UUID, version: int) -> bool: ...
    async def news(self) -> None:
        """Returns after the next batch."""
        ...


class PolledReadSide:
    """Asks the database; with a `feed` of this process, each batch of it is looked at in memory meanwhile."""

    def __init__(
        self,
        database: Database,
        feed: Following | None = None,
        recall: Recall | None = None,
        open_seals: OpenSeals | None = None,
    ) -> None:
        self._database, self._feed, self._recall, self._open_seals = database, feed, recall, open_seals

    def within(self, database: Database) -> "PolledReadSide":
        return PolledReadSide(database, self._feed, self._recall, self._open_seals)

    async def open_seals(self, seals: Sequence[tuple[str, str, str]]) -> list[Any]:
        if self._open_seals is None:
            raise LookupError("nothing here opens seals")
        return await self._open_seals(seals)

    def as_of(self, case_id: UUID, at: datetime) -> Database:
        if self._recall is None:
            raise LookupError("nothing here keeps a case's history")
        return AsOf(self._database, self._recall, case_id, at)

    async def reached(self, stream_id: UUID, version: int, timeout: float) -> bool:
        deadline, pause = asyncio.get_running_loop().time() + timeout, LOOK_EVERY
        while not self._read_here(stream_id, version):
            row = await self._database.fetchrow(sql("version_reached"), stream_id)
            if row is not None and row["version"] >= version:
                return True
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._arrives(stream_id, version), min(pause, left))
            pause = min(2 * pause, LOOK_AT_LEAST_EVERY)
        return True

    async def shows(self, stream_id: UUID, case_id: UUID | None, offices: Sequence[str] | None) -> bool:
        row = await self._database.fetchrow(sql("stream_shown"), stream_id, case_id, offices)
        return bool(row["shown"])

    def _read_here(self, stream_id: UUID, version: int) -> bool:
        return self._feed is not None and self._feed.has(stream_id, version)

    async def _arrives(self, stream_id: UUID, version: int) -> None:
        """Returns when a batch read here brings it; never where nothing is read here."""
        if self._feed is None:
            await asyncio.Event().wait()
            return
        while not self._feed.has(stream_id, version):
            await self._feed.news()

    async def positions(self) -> Offsets:
        rows = await self._database.fetch(sql("offsets_read"))
        return {row["topic"]: tuple(row["offsets"]) for row in rows}


async def wait_for(
    read_side: ReadSide, position: Position, case_id: UUID | None, offices: Sequence[str] | None
) -> None:
    """Problem 503 `read-model-behind` when it takes longer than a caller should hang.

    What the caller may not see is answered like what is not there: as late, and in the same words.
    """
    loop = asyncio.get_running_loop()
    started = loop.time()
    reached = await read_side.reached(position.stream_id, position.version, WAIT_SECONDS)
    if reached and await read_side.shows(position.stream_id, case_id, offices):
        return
    await asyncio.sleep(max(0.0, started + WAIT_SECONDS - loop.time()))
    detail = f"The read model has not reached {position} yet. Ask again in a moment, or without atLeast."
    raise Problem(503, "read-model-behind", detail, headers={"retry-after": "1"})
