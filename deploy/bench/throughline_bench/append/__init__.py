"""The whole command path, beside the SQL function alone and beside the Python `eventsourcing` library.

All of them add one event of the same content to one of a few hundred streams that exist already; nobody shares a
stream. A sample is what completes within a few seconds, with one caller and with eight.
"""

from contextlib import AsyncExitStack

from throughline.migrating import migrate

from throughline_bench.append import bare, ours
from throughline_bench.callers import CALLERS
from throughline_bench.figures import Figure, Measured, alone, beside
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.rounds import Interleaved, Side, interleave
from throughline_bench.screen import Screen

OURS, BARE, LIBRARY = "command path", "bare append", "eventsourcing"


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    dsn = place.database("bench_append")
    migrate(dsn, "throughline_bench")
    notes: list[str] = []
    async with AsyncExitStack() as stack:
        bus = await stack.enter_async_context(ours.opened(dsn))
        function = await stack.enter_async_context(bare.opened(dsn))
        sides = [Side(f"{OURS} × {n}", ours.side(bus, n, pace.append_seconds)) for n in CALLERS]
        sides += [Side(f"{BARE} × {n}", bare.side(function, n, pace.append_seconds)) for n in CALLERS]
        try:
            from throughline_bench.append import library
        except ImportError as missing:
            notes.append(f"{LIBRARY} is left out: {missing}. `make` installs it; it is no part of the product.")
        else:
            peer = stack.enter_context(library.opened(place.database("bench_library")))
            sides += [Side(f"{LIBRARY} × {n}", library.side(peer, n, pace.append_seconds)) for n in CALLERS]
        done = await interleave("append", sides, pace.rounds, screen)
    return Measured(_figures(done), [*notes, *(f"{name} was not measured: {why}" for name, why in done.failed.items())])


def _figures(done: Interleaved) -> list[Figure]:
    figures = list[Figure]()
    for n in CALLERS:
        floor, mine, peer = (done.series.get(f"{name} × {n}") for name in (BARE, OURS, LIBRARY))
        callers = "1 caller" if n == 1 else f"{n} callers"
        counts = n == max(CALLERS)
        if floor:
            figures.append(alone(f"append.bare.{n}", f"bare append: the SQL function alone, {callers}", floor))
        if mine and floor:
            least = 0.65 if counts else None
            figures.append(
                beside(f"append.{n}", f"command path, {callers}", mine, floor, f"{BARE} × {n}", at_least=least)
            )
        if mine and peer:
            least, named = (3.0 if counts else None), f"{LIBRARY} × {n}"
            figures.append(beside(f"append.{n}.peer", f"command path, {callers}", mine, peer, named, at_least=least))
        if peer and floor:
            what = f"eventsourcing app.save, safe default, {callers}"
            figures.append(beside(f"append.eventsourcing.{n}", what, peer, floor, f"{BARE} × {n}"))
    return figures
