"""What one poison event costs: one case set aside at once, the others as fast as before, and nothing left in the end.

Two spans of one run are compared, one before the poison and one after it, with the same callers at work.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from uuid import UUID

import asyncpg
from throughline.stack.for_tests import SharedStack

from harness.arena import CALLERS, Arena, arena
from harness.finishing import finish

SPAN = 20.0
PARKED_WITHIN, RATIO = 1.0, 0.95
APPLIED = "select count(*) from application where feed = 'live' and stream_id <> $1"
PARKED = "select min(since) from waiting_event where feed = 'live' and state = 'parked' and case_id = $1"
LEFT = "select count(*) from waiting_event where state in ('held', 'parked')"


async def show(stack: SharedStack, prefix: str, folder: Path, seed: int, say: Callable[[str], None] = print) -> bool:
    """Whether all of it held."""
    async with arena(stack, prefix, folder, Random(seed), private=True, patience=1.0) as place:
        callers = [asyncio.create_task(place.load.call()) for _ in range(CALLERS)]
        await place.probe("the start")
        depot = await place.connect("depot")
        try:
            case = await place.load.open(5)
            before = await _applied_in(depot, case)
            sent = datetime.now(UTC)
            await _poison(place, case)
            after = await _applied_in(depot, case)
            while (parked := await depot.fetchval(PARKED, case)) is None:
                await asyncio.sleep(0.1)
            cases = await depot.fetchval("select count(distinct case_id) from waiting_event where state = 'parked'")
            differ = await finish(place, callers)
            left = await depot.fetchval(LEFT)
        finally:
            with suppress(asyncpg.PostgresError, OSError):
                await depot.close()
    took, ratio = (parked - sent) / timedelta(seconds=1), after / before
    say(f"one poison event of one case: parked after {took:.2f} s; cases parked: {cases}")
    say(f"events of other cases applied in {SPAN:.0f} s: {before} before it, {after} after it, {ratio:.2f} of that")
    say(f"mended and tried again: {left} parked or held; {len(differ)} rows differ from the log")
    return took <= PARKED_WITHIN and ratio >= RATIO and cases == 1 and not left and not differ


async def _applied_in(depot: asyncpg.Connection, apart_from: UUID) -> int:
    """How many events are applied within a span, but those of one case."""
    begun: int = await depot.fetchval(APPLIED, apart_from)
    since = monotonic()
    await asyncio.sleep(SPAN)
    applied: int = await depot.fetchval(APPLIED, apart_from)
    return round((applied - begun) * SPAN / (monotonic() - since))


async def _poison(place: Arena, case: UUID) -> None:
    for weight in (66, 8):
        await place.load.until_answered(place.load.asked(f"/cases/{case}/record-weight", weight=weight))
