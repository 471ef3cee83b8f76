"""Interleaving: every side warmed up once, then one sample each per round, another side first every time.

A side that cannot run is left out with its reason, and the others go on.
"""

import asyncio
import gc
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from throughline_bench.figures import Series
from throughline_bench.screen import Screen, said

PATIENCE = 300.0


@dataclass(frozen=True, slots=True)
class Side:
    """One contestant: `once` measures it once and returns a figure per second."""

    name: str
    once: Callable[[], Awaitable[float]]


@dataclass(slots=True)
class Interleaved:
    """The samples of every side that ran to the end, by name."""

    series: dict[str, Series] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


async def interleave(part: str, sides: Sequence[Side], rounds: int, screen: Screen) -> Interleaved:
    samples: dict[str, list[float]] = {side.name: [] for side in sides}
    failed: dict[str, str] = {}
    with screen.progress(part, (rounds + 1) * len(sides)) as step:
        for number in range(rounds + 1):
            turn = number % len(sides)
            for side in (*sides[turn:], *sides[:turn]):
                sample = None if side.name in failed else await _sample(side, failed, screen)
                if number and sample is not None:
                    samples[side.name].append(sample)
                label = "warm-up" if number == 0 else f"round {number} of {rounds}"
                step(f"{label}: {side.name} {'failed' if sample is None else f'{sample:,.0f}/s'}")
    series = {name: Series(tuple(taken)) for name, taken in samples.items() if name not in failed}
    return Interleaved(series, failed)


async def _sample(side: Side, failed: dict[str, str], screen: Screen) -> float | None:
    gc.collect()
    try:
        async with asyncio.timeout(PATIENCE):
            return await side.once()
    except Exception as fault:
        failed[side.name] = said(fault)
        screen.log(traceback.format_exc())
        return None
