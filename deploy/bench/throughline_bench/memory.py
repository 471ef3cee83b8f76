"""How much memory a service takes that has nothing to do, and a projector that finds a million events waiting.

Resident set size. Idle is the largest of the four services some seconds after their start; under a backlog it is the
highest that one projector's process came to from its start to its last commit.
"""

import asyncio
from pathlib import Path

import psutil
from throughline.database import connect
from throughline.migrating import migrate
from throughline.stack.topics import apply_topics

from throughline_bench.figures import Figure, Measured, Series, alone
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.project.ours import counted_right
from throughline_bench.project.preload import preload
from throughline_bench.project.reader import have_read, new_group, started
from throughline_bench.screen import Screen

MEGABYTES = "MB"
TOPIC = "bench.backlog"
LOOK_EVERY = 0.1


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    return Measured([await _backlog(place, pace, screen), await _idle(place, pace, screen)])


async def _idle(place: Place, pace: Pace, screen: Screen) -> Figure:
    screen.say("starting the four services")
    await asyncio.to_thread(place.start_services)
    await asyncio.sleep(pace.idle_seconds)
    state = place.state
    pids = [one.process.pid for name in state.services if (one := state.components[name]).process]
    taken = Series(tuple(_megabytes(pid) for pid in pids))
    figure = Series((max(taken.samples),))
    return alone("memory.idle", "a service with nothing to do, the largest of four", figure, MEGABYTES, at_most=150)


async def _backlog(place: Place, pace: Pace, screen: Screen) -> Figure:
    dsn = place.database("bench_memory")
    migrate(dsn, "throughline_bench")
    await apply_topics(Path(__file__).parent / "topics.yaml", place.kafka)
    await preload(place.kafka, pace.backlog, pace.cases, screen, TOPIC)
    highest, pool = 0.0, await connect(dsn, application="bench")
    with screen.progress("memory", 1) as step:
        async with started(place.kafka, dsn, TOPIC, new_group()) as reader:
            reading = asyncio.create_task(have_read(pool, pace.backlog))
            while not reading.done():
                highest = max(highest, _megabytes(reader.pid))
                await asyncio.wait({reading}, timeout=LOOK_EVERY)
            await reading
        step(f"{pace.backlog:,} events taken with {highest:.0f} MB")
    await counted_right(pool, pace.backlog)
    await pool.close()
    what = f"projector, {pace.backlog:,} events behind, highest"
    return alone("memory.backlog", what, Series((highest,)), MEGABYTES, at_most=300)


def _megabytes(pid: int) -> float:
    try:
        taken: int = psutil.Process(pid).memory_info().rss
    except psutil.NoSuchProcess:
        return 0.0
    return taken / 2**20
