"""What one poison event costs: one case set aside at once, the others as fast as before, and nothing left in the end.

Two spans of one run are compared, one before the poison and one after it, with the same callers at work: of what was
recorded meanwhile, how much was applied elsewhere. So it does not matter what else this machine has to do.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import asyncpg
from throughline.stack.for_tests import SharedStack

from harness.arena import CALLERS, Arena, arena
from harness.finishing import finish

SPAN = 20.0
PARKED_WITHIN, RATIO = 1.0, 0.95
RECORDED = "select count(*) from event where case_id <> $1"
APPLIED = "select count(*) from received_event where case_id <> $1"
PARKED = "select min(since) from waiting_event where feed = 'live' and state = 'parked' and case_id = $1"
LEFT = "select count(*) from waiting_event where state in ('held', 'parked')"


async def show(stack: SharedStack, prefix: str, folder: Path, seed: int, say: Callable[[str], None] = print) -> bool:
    """Whether all of it held."""
    async with arena(stack, prefix, folder, Random(seed), private=True, patience=1.0) as place:
        callers = [asyncio.create_task(place.load.call()) for _ in range(CALLERS)]
        await place.probe("the start")
        post, depot = await place.connect("post"), await place.connect("depot")
        try:
            case = await place.load.open(5)
            before = await _span(post, depot, case)
            sent = datetime.now(UTC)
            await _poison(place, case)
            after = await _span(post, depot, case)
            while (parked := await depot.fetchval(PARKED, case)) is None:
                await asyncio.sleep(0.1)
            cases = await depot.fetchval("select count(distinct case_id) from waiting_event where state = 'parked'")
            differ = await finish(place, callers)
            left = await depot.fetchval(LEFT)
        finally:
            for connection in (post, depot):
                connection.terminate()
    took, ratio = (parked - sent) / timedelta(seconds=1), after.share / before.share
    say(f"one poison event of one case: parked after {took:.2f} s; cases parked: {cases}")
    for name, one in (("before", before), ("after", after)):
        say(
            f"{name} it, in {SPAN:.0f} s: {one.recorded} events of other cases, {one.applied} of them applied meanwhile"
        )
    say(f"the share applied is {ratio:.3f} of what it was; it may be {RATIO} or more")
    say(f"mended and tried again: {left} parked or held; {len(differ)} rows differ from the log")
    return took <= PARKED_WITHIN and ratio >= RATIO and cases == 1 and not left and not differ


@dataclass(frozen=True)
class _Span:
    """Events of other cases that were recorded in one service, and taken by another's read models."""

    recorded: int
    applied: int

    @property
    def share(self) -> float:
        return self.applied / self.recorded


async def _span(post: asyncpg.Connection, depot: asyncpg.Connection, apart_from: UUID) -> _Span:
    begun = [await post.fetchval(RECORDED, apart_from), await depot.fetchval(APPLIED, apart_from)]
    await asyncio.sleep(SPAN)
    ended = [await post.fetchval(RECORDED, apart_from), await depot.fetchval(APPLIED, apart_from)]
    return _Span(ended[0] - begun[0], ended[1] - begun[1])


async def _poison(place: Arena, case: UUID) -> None:
    for weight in (66, 8):
        await place.load.until_answered(place.load.asked(f"/cases/{case}/record-weight", weight=weight))
