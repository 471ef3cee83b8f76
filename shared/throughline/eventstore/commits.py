"""Appends of different cases that come at the same time: one statement and one commit for all that wait.

Guarantees each command what it would have alone. The SQL function appends every entry under its own case's lock and
takes back by itself the one that has to be refused; an entry whose case somebody else is at waits for that case with
nobody beside it; and where the statement fails as a whole, nothing of it is stored, and each entry is appended alone,
so that a fault meets only whose it is. Whatever was stored without our hearing of it, its receipt answers for.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextvars import Context
from dataclasses import dataclass
from math import ceil
from typing import Any, Protocol

from asyncpg import TransactionRollbackError

from throughline.database import ACQUIRE_SECONDS, Pool, StoreUnavailable, is_away
from throughline.eventstore.entry import Entry

AT_ONCE = 2
"""Statements under way: one is carried out while the next is decided. Who comes meanwhile goes with all who wait."""
KEPT_SECONDS = 0.05
"""How long a connection is kept for the next statement: taking one and giving it back costs as much as deciding."""
ENTRIES = 32
EVENTS = 100
APPENDED, MOVED, BUSY = "appended", "moved", "busy"
FAILED = "failed"


class VersionConflict(Exception):
    """A stream that the decision wrote or read has moved on, or the command has been answered meanwhile."""


class Appending(Protocol):
    """What appends without being handed a connection."""

    async def append(self, entry: Entry, fingerprint: bytes) -> None:
        """Record an entry with its deadlines. Raises VersionConflict; anything else is a fault."""
        ...


class Store(Protocol):
    """How entries are recorded on a connection; `throughline.eventstore.EventStore`."""

    async def append(self, conn: Any, entry: Entry, fingerprint: bytes) -> None: ...
    async def append_each(self, conn: Any, decisions: Sequence[tuple[Entry, bytes]]) -> list[str]: ...


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    entry: Entry
    fingerprint: bytes
    became: "asyncio.Future[str]"


class SharedCommits:
    """Appends of one process, on connections of its pool."""

    def __init__(self, store: Store, pool: Pool) -> None:
        self.store, self.pool = store, pool
        self._waiting = deque[_Waiting]()
        self._under_way, self._is_called = 0, False
        self._tasks = set[asyncio.Task[None]]()
        self._kept, self._is_used = list[Any](), False
        self._look_again: asyncio.TimerHandle | None = None

    async def append(self, entry: Entry, fingerprint: bytes) -> None:
        """Record an entry with its deadlines. Raises VersionConflict; anything else is a fault."""
        became = await (self._among_others if self._under_way or self._waiting else self._first)(entry, fingerprint)
        if became == MOVED:
            raise VersionConflict
        if became != APPENDED:
            async with self.pool.acquire(timeout=ACQUIRE_SECONDS) as conn:
                await self.store.append(conn, entry, fingerprint)

    async def _first(self, entry: Entry, fingerprint: bytes) -> str:
        """With nobody there to go with."""
        self._under_way += 1
        try:
            return (await self._append([(entry, fingerprint)]))[0]
        finally:
            self._under_way -= 1
            self._start()

    async def _among_others(self, entry: Entry, fingerprint: bytes) -> str:
        loop = asyncio.get_running_loop()
        waiting = _Waiting(entry, fingerprint, loop.create_future())
        self._waiting.append(waiting)
        if not self._is_called:  # who else is ready in this turn of the loop comes along
            self._is_called = True
            loop.call_soon(self._called)
        patience = loop.call_later(ACQUIRE_SECONDS, self._give_up, waiting)
        try:
            return await waiting.became
        finally:
            patience.cancel()

    def _give_up(self, waiting: _Waiting) -> None:
        """Nobody waits longer than for a connection; what is under way has its own time."""
        if waiting in self._waiting and not waiting.became.done():
            waiting.became.set_exception(TimeoutError())

    def _called(self) -> None:
        self._is_called = False
        self._start()

    def _start(self) -> None:
        while (free := AT_ONCE - self._under_way) and (group := self._next(ceil(len(self._waiting) / free))):
            task = asyncio.create_task(self._carry_out(group), context=Context())  # of no command's trace and log
            self._under_way += 1
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._under_way -= 1
        self._tasks.discard(task)
        self._start()

    def _next(self, share: int) -> list[_Waiting]:
        """Who goes next: their share of those who wait, and nobody who has given up meanwhile."""
        group, events = list[_Waiting](), 0
        while self._waiting and len(group) < min(share, ENTRIES):
            waiting = self._waiting[0]
            events += len(waiting.entry.events)
            if group and events > EVENTS:
                break
            self._waiting.popleft()
            if not waiting.became.done():
                group.append(waiting)
        return group

    async def _carry_out(self, group: Sequence[_Waiting]) -> None:
        try:
            came = await self._append([(one.entry, one.fingerprint) for one in group])
            for waiting, became in zip(group, came, strict=True):
                if not waiting.became.done():
                    waiting.became.set_result(became)
        except Exception as fault:
            for waiting in group:
                if not waiting.became.done():
                    waiting.became.set_exception(_told(fault))
        finally:
            for waiting in group:
                waiting.became.cancel()  # where this was broken off, nobody waits for ever

    async def _append(self, decisions: Sequence[tuple[Entry, bytes]]) -> Sequence[str]:
        conn = await self._connection()
        try:
            became = await self.store.append_each(conn, decisions)
        except BaseException as fault:
            await self.pool.release(conn)
            if not isinstance(fault, Exception) or (is_away(fault) and not isinstance(fault, TransactionRollbackError)):
                raise
            return [FAILED] * len(decisions)
        self._kept.append(conn)
        self._is_used = True
        if self._look_again is None:
            self._look_again = asyncio.get_running_loop().call_later(KEPT_SECONDS, self._look)
        return became

    async def _connection(self) -> Any:
        while self._kept:
            conn = self._kept.pop()
            if not conn.is_closed():
                return conn
            await self.pool.release(conn)
        return await self.pool.acquire(timeout=ACQUIRE_SECONDS)

    def _look(self) -> None:
        """Give connections back that nobody needed for a while."""
        self._look_again = None
        if self._is_used:
            self._is_used = False
            self._look_again = asyncio.get_running_loop().call_later(KEPT_SECONDS, self._look)
            return
        while self._kept:
            task = asyncio.create_task(self.pool.release(self._kept.pop()), context=Context())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


def _told(fault: Exception) -> Exception:
    """What each is told of a fault that met all: an exception of its own."""
    if not is_away(fault):
        return fault
    away = StoreUnavailable()
    away.__cause__ = fault
    return away
