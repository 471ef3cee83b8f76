"""The clock: when a deadline has come, issues its command; time passing becomes an event like any other.

A deadline is claimed and the claim committed before the command is issued, by the database's time, so that any number
of clocks may run. The append that answers it moves or closes it; a claim that leads nowhere is taken up again.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid5

import structlog

from throughline.commands import CommandBus, NotFound
from throughline.database import UNREACHABLE, Pool, StoreUnavailable
from throughline.domain import Actor, Command, Elapsed, Issued, Rejected
from throughline.sql import statements

LOOK_EVERY = 0.5
CLAIM = 50

sql = statements(__package__)
log = structlog.get_logger()


class Clock:
    """`commands` maps a clock's name to what it asks for when a deadline of it has come."""

    def __init__(self, pool: Pool, bus: CommandBus, commands: Mapping[str, Callable[[Elapsed], Command]]) -> None:
        self.pool, self.bus, self.commands = pool, bus, commands

    async def run(self) -> None:
        """Issue what falls due, until cancelled."""
        while True:
            try:
                issued = await self.issue_due()
            except (StoreUnavailable, *UNREACHABLE) as away:
                log.warning("clock_waits", fault=type(away).__name__)
                issued = 0
            if issued < CLAIM:
                await asyncio.sleep(LOOK_EVERY)

    async def issue_due(self) -> int:
        """Claim what is due now and issue its commands; how many."""
        async with self.pool.acquire() as conn:
            claimed = await conn.fetch(sql("claim_due"), list(self.commands), CLAIM)
        for row in claimed:
            await self._issue(row)
        return len(claimed)

    async def _issue(self, row: Any) -> None:
        elapsed = Elapsed(row["clock"], row["subject"], row["due_at"], row["case_id"], row["stream_id"])
        command = self.commands[elapsed.clock](elapsed)
        issued = command.issued(
            Issued(
                command_id=uuid5(row["deadline_id"], elapsed.due_at.isoformat()),
                at=datetime.now(UTC),
                actor=Actor.system("clock", elapsed.clock),
            )
        )
        state, code = "elapsed", None
        try:
            await self.bus.handle(issued)
        except (Rejected, NotFound) as no:
            state, code = "failed", type(no).__name__
            log.error("deadline_failed", clock=elapsed.clock, case_id=str(elapsed.case_id), code=code)
        async with self.pool.acquire() as conn:
            await conn.execute(sql("close_deadline"), row["deadline_id"], elapsed.due_at, state, code)
