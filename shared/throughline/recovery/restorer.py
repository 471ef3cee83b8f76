"""The restore that this process is about, if any: begun once, followed by whoever asks, and taken up again."""

import asyncio
from collections.abc import Callable
from uuid import UUID

import structlog

from throughline.eventstore import UnknownEvent
from throughline.recovery.log import LogAway
from throughline.recovery.opening import Opening, State
from throughline.recovery.placing import KindUnknown
from throughline.recovery.restoring import Restored, Restoring

OPENS_WITHIN = 60.0
OUR_WORDS = (LogAway, KindUnknown, UnknownEvent)
"""Faults whose text we wrote; others' may hold values."""

log = structlog.get_logger()


class Restorer:
    """`failed` says why the last one ended before its end; what it had inserted by then stays."""

    def __init__(self, opening: Opening, make: Callable[[], Restoring]) -> None:
        self.opening, self.make = opening, make
        self.done: Restored | None = None
        self.failed: str | None = None
        self.task: asyncio.Task[None] | None = None

    @property
    def needed(self) -> bool:
        return self.opening.state is State.BEHIND

    async def look(self) -> Restored:
        """What there would be to do. Raises LogAway."""
        return Restored(known=(await self.make().look()).events)

    def begin(self, actor: UUID, reason: str) -> None:
        """Unless one is at work."""
        if self.task is None or self.task.done():
            restoring = self.make()
            self.done, self.failed = restoring.done, None
            self.task = asyncio.create_task(self._run(restoring, actor, reason))

    async def _run(self, restoring: Restoring, actor: UUID, reason: str) -> None:
        try:
            await restoring.run(actor, reason)
            self.opening.again.set()
            async with asyncio.timeout(OPENS_WITHIN):
                await self.opening.until(State.OPEN)
            restoring.done.ended = True
        except Exception as fault:
            self.failed = str(fault) if isinstance(fault, OUR_WORDS) else type(fault).__name__
            log.error("restore_fails", exc_info=fault)
