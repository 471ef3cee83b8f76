"""The clock: when a deadline has come, issues its command; time passing becomes an event like any other.

A deadline is claimed and the claim committed before the command is issued, by the database's time, so that any number
of clocks may run. The append that answers it moves or closes it; a claim that leads nowhere is taken up again.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import structlog

from throughline.commands import CommandBus
from throughline.database import Pool
from throughline.domain import Actor, Command, Elapsed, Issued, Rejected
from throughline.feed.faults import fingerprint, is_infrastructure
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
        """Issue what falls due, until cancelled; what failed for a bug is tried again first: this may be the mend."""
        begun = False
        while True:
            try:
                if not begun:
                    await self.take_up_failed()
                    begun = True
                issued = await self.issue_due()
            except Exception as away:
                if not is_infrastructure(away):
                    raise
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

    async def take_up_failed(self) -> None:
        """Open again what failed, unless a rule said no: that is an answer."""
        async with self.pool.acquire() as conn:
            await conn.execute(sql("take_up_failed"), list(self.commands))

    async def _issue(self, row: Any) -> None:
        """Whatever the command meets but the database's absence ends this one deadline, with an alarm, and no other."""
        elapsed = Elapsed(row["clock"], row["subject"], row["due_at"], row["case_id"], row["stream_id"])
        state, code = "elapsed", None
        try:
            command = self.commands[elapsed.clock](elapsed)
            issued = Issued(
                command_id=uuid5(row["deadline_id"], elapsed.due_at.isoformat()),
                at=datetime.now(UTC),
                actor=Actor.system("clock", elapsed.clock),
            )
            await self.bus.handle(command.issued(issued))
        except Exception as fault:
            if is_infrastructure(fault):
                raise
            state, code = "failed", fault.code if isinstance(fault, Rejected) else fingerprint(fault)
            log.error("deadline_failed", clock=elapsed.clock, case_id=str(elapsed.case_id), code=code)
        await self._close(row["deadline_id"], elapsed.due_at, state, code)

    async def _close(self, deadline_id: UUID, due_at: datetime, state: str, code: str | None) -> None:
        async with self.pool.acquire() as conn:
            await conn.execute(sql("close_deadline"), deadline_id, due_at, state, code)
