"""How long `throughline up` takes where everything has been installed and run before: until all of it is ready.

Kafka, Postgres, traces and the four services, with their data of the time before; the first start, which makes it, is
not counted. A stack of its own for this, beside the run's.
"""

import asyncio
from time import perf_counter

from throughline.stack import control
from throughline.stack.plan import known

from throughline_bench.figures import Measured, Series, alone
from throughline_bench.pace import Pace
from throughline_bench.place import Place, beside
from throughline_bench.screen import Screen

SECONDS = "s"


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    taken = list[float]()
    with beside(place.layout.root) as other, screen.progress("start", pace.again + 1) as step:
        names = known(other.layout)
        for number in range(pace.again + 1):
            began = perf_counter()
            await asyncio.to_thread(other.start, names)
            took = perf_counter() - began
            await asyncio.to_thread(control.stop, other.layout)
            if number:
                taken.append(took)
            step(f"{f'round {number} of {pace.again}' if number else 'warm-up'}: {took:.1f} s")
    return Measured(
        [alone("start.warm", "`make up`, warm, until all is ready", Series(tuple(taken)), SECONDS, at_most=20)]
    )
