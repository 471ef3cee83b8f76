"""The opening of a process: nothing is written before its store is known to have all that its own topics hold.

A database that came back from an older backup would write other events in the place of published ones. Where Kafka does
not answer for some seconds, commands are taken all the same, with an alarm, and the look is made when it does.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from enum import Enum
from time import monotonic

import structlog

from throughline.database import UNREACHABLE, Pool, StoreBehind
from throughline.recovery.forgotten import Own, looked_for, stands
from throughline.recovery.log import Log, LogAway, Place
from throughline.telemetry import metrics

PATIENCE = 10.0
LOOK_EVERY = 5.0

log = structlog.get_logger()


class State(Enum):
    LOOKING = "compares its store with its own topics"
    UNCHECKED = "Kafka does not answer: its store is not compared with its own topics yet"
    BEHIND = "its store lacks events that were published: `throughline restore`"
    OPEN = ""


class Opening:
    """`known` are the offsets from which to look, as they stood at the start; readers move on from them.

    Whoever brought the store forward sets `again`.
    """

    def __init__(self, pool: Pool, own: Own, log_of: Callable[[], AbstractAsyncContextManager[Log]]) -> None:
        self.pool, self.own, self.log_of = pool, own, log_of
        self.state = State.LOOKING
        self.known: Mapping[Place, int] | None = None
        self.changed, self.again = asyncio.Event(), asyncio.Event()
        self.patient_until = monotonic() + PATIENCE

    async def admit(self) -> None:
        """Returns where commands may be taken. Raises StoreBehind."""
        while self.state is State.LOOKING:
            await self.changed.wait()
        if self.state is State.BEHIND:
            raise StoreBehind

    async def until(self, *states: State) -> State:
        """Wait for one of these."""
        while self.state not in states:
            await self.changed.wait()
        return self.state

    async def look_until_open(self) -> None:
        """Look again and again, until the store lacks nothing."""
        while True:
            try:
                self._becomes(await self._look())
            except (LogAway, *UNREACHABLE) as away:
                if self.state is State.LOOKING and monotonic() > self.patient_until:
                    log.error("log_not_compared", fault=type(away.__cause__ or away).__name__)
                    self._becomes(State.UNCHECKED)
            if self.state is State.OPEN:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self.again.wait(), LOOK_EVERY if self.state is State.BEHIND else 0.5)
            self.again.clear()

    async def _look(self) -> State:
        if self.known is None:
            self.known = await stands(self.pool, self.own.topics)
        async with self.log_of() as reached:
            forgotten = await looked_for(self.pool, reached, self.own, self.known)
        if forgotten.events and self.state is not State.BEHIND:
            log.critical("store_is_behind_its_log", events=forgotten.events, streams=len(forgotten.streams))
        return State.BEHIND if forgotten.events else State.OPEN

    def _becomes(self, state: State) -> None:
        self.state = state
        metrics.store_compared(unchecked=state is State.UNCHECKED, behind=state is State.BEHIND)
        self.changed.set()
        self.changed = asyncio.Event()
