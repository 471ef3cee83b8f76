"""Callers at work for a while: how many calls complete, each caller on cases of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import cycle
from time import perf_counter
from typing import TypeVar

CALLERS = (1, 8)
CASES_EACH = 50

T = TypeVar("T")


async def per_second(cases: Sequence[Sequence[T]], call: Callable[[T], Awaitable[object]], seconds: float) -> float:
    """Calls completed per second, with one caller for each of `cases`, going round those."""
    started = perf_counter()
    until = started + seconds

    async def caller(own: Sequence[T]) -> int:
        calls = 0
        for case in cycle(own):
            await call(case)
            calls += 1
            if perf_counter() >= until:
                break
        return calls

    total = sum(await asyncio.gather(*map(caller, cases)))
    return total / (perf_counter() - started)
