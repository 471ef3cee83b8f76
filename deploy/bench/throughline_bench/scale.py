"""Two projectors share the lanes, and one is killed at work. How soon the other moves on every lane.

More is published as soon as it is dead. Time runs from the kill until the last lane has moved; afterwards every event
has to be there, once.
"""

import asyncio
from pathlib import Path
from time import perf_counter

from throughline.database import Pool, connect
from throughline.migrating import migrate
from throughline.stack.topics import apply_topics

from throughline_bench.figures import Measured, Series, alone
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.project.ours import counted_right
from throughline_bench.project.preload import preload
from throughline_bench.project.reader import have_read, lanes, members, new_group, started
from throughline_bench.screen import Screen
from throughline_bench.sql import sql

TOPIC = "bench.shared"
SESSION_TIMEOUT, BEYOND = 10, 5
LOOK_EVERY = 0.05
LONGEST = 180.0


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    dsn = place.database("bench_scale")
    migrate(dsn, "throughline_bench")
    await apply_topics(Path(__file__).parent / "topics.yaml", place.kafka)
    pool = await connect(dsn, application="bench")
    taken = list[float]()
    try:
        await pool.execute(sql("empty_feed"))
        with screen.progress("scale", pace.again) as step:
            for number in range(pace.again):
                async with asyncio.timeout(LONGEST):
                    taken.append(await _killed(place, dsn, pool, pace, screen, 2 * number * pace.few))
                step(f"round {number + 1} of {pace.again}: {taken[-1]:.1f} s")
    finally:
        await pool.close()
    what = "two projectors, one killed: until every lane moves again"
    return Measured([alone("scale.killed", what, Series(tuple(taken)), "s", at_most=SESSION_TIMEOUT + BEYOND)])


async def _killed(place: Place, dsn: str, pool: Pool, pace: Pace, screen: Screen, before: int) -> float:
    """One round, on a topic that holds `before` events already."""
    group, kafka = new_group(), place.kafka
    async with started(kafka, dsn, TOPIC, group) as one, started(kafka, dsn, TOPIC, group):
        await members(kafka, group, 2)
        publishing = asyncio.create_task(preload(kafka, pace.few, pace.cases, screen, TOPIC, before))
        await have_read(pool, before + 1)
        one.kill()
        killed = perf_counter()
        stood = await lanes(pool)
        await publishing
        await preload(kafka, pace.few, pace.cases, screen, TOPIC, before + pace.few)
        while not all(offset > stood.get(lane, 0) for lane, offset in (await lanes(pool)).items()):
            await asyncio.sleep(LOOK_EVERY)
        moved = perf_counter()
        await have_read(pool, before + 2 * pace.few)
    await counted_right(pool, before + 2 * pace.few)
    return moved - killed
