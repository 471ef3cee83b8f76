"""Waiting for a condition with a deadline: the only way anything in this package waits."""

import asyncio
import time
from collections.abc import Awaitable, Callable


def wait_until(condition: Callable[[], bool], seconds: float, every: float = 0.05) -> bool:
    """True as soon as `condition` holds, False when it still does not after `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= end:
            return False
        time.sleep(every)
    return True


async def holds_within(condition: Callable[[], Awaitable[bool]], seconds: float, every: float = 0.1) -> bool:
    """The same for an asynchronous condition."""
    end = time.monotonic() + seconds
    while not await condition():
        if time.monotonic() >= end:
            return False
        await asyncio.sleep(every)
    return True
