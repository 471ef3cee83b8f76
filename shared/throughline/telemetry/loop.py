"""How late the event loop runs: what a heartbeat or a deadline would suffer, whoever blocked it."""

import asyncio
from time import monotonic

from throughline.telemetry import metrics

EVERY = 0.5


async def watch_event_loop(every: float = EVERY) -> None:
    """Measure until cancelled."""
    while True:
        before = monotonic()
        await asyncio.sleep(every)
        metrics.event_loop_lag(max(monotonic() - before - every, 0.0))
