"""Two who believe they own one lane, a process that was asleep and the one that took over: nothing counts twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import UUID, uuid4

import parcels
import pytest
from records import arrived
from throughline.feed.faults import Overtaken
from throughline.feed.lane import Lane
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, running, settings_for


@pytest.fixture
async def two(stack: SharedStack, prefix: str) -> AsyncIterator[tuple[Running, Running]]:
    """Two processes on one database that read nothing by themselves."""
    service, dsn = parcels.depot(), stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="api")
    async with AsyncExitStack() as processes:
        first, second = [await processes.enter_async_context(running(service, settings)) for _ in range(2)]
        yield first, second


def lane(process: Running, feed: str = "live") -> Lane:
    return (process.runtime.live if feed == "live" else process.runtime.reactions).lanes[0]


async def stock(process: Running, case: UUID) -> list[dict]:
    return await process.rows("select sent, weighings, weights from stock where case_id = $1", case)


async def test_a_zombie_is_overtaken_writes_nothing_and_goes_on_from_where_the_lane_stands(
    two: tuple[Running, Running],
) -> None:
    owner, zombie = map(lane, two)
    case = uuid4()
    batch = [arrived(0, case), arrived(1, case, 2, 7, "ParcelWeighed")]
    await zombie.stands_at()
    await owner.process(batch)
    before = await two[0].rows("select * from feed_count")
    with pytest.raises(Overtaken):
        await zombie.process(batch)
    assert await two[0].rows("select * from feed_count") == before
    assert await stock(two[0], case) == [{"sent": 1, "weighings": 1, "weights": "[7]"}]
    assert await zombie.stands_at() == {"intake.events": 2}
    await zombie.process([arrived(2, case, 3, 8, "ParcelWeighed")])
    assert await stock(two[0], case) == [{"sent": 1, "weighings": 2, "weights": "[7, 8]"}]
    with pytest.raises(Overtaken):
        await owner.process([arrived(2, case, 3, 8, "ParcelWeighed")])


async def test_two_at_the_same_batch_at_once_apply_it_once(two: tuple[Running, Running]) -> None:
    lanes, case = [lane(one) for one in two], uuid4()
    for offset in range(20):
        event = "ParcelSent" if offset == 0 else "ParcelWeighed"
        batch = [arrived(offset, case, offset + 1, offset, event)]
        found = await asyncio.gather(*(one.process(batch) for one in lanes), return_exceptions=True)
        assert [type(one) for one in found].count(Overtaken) <= 1
        for one in lanes:
            await one.stands_at()
    assert await stock(two[0], case) == [{"sent": 1, "weighings": 19, "weights": str(list(range(1, 20)))}]


async def test_reactions_of_both_record_their_command_once(two: tuple[Running, Running]) -> None:
    lanes, case = [lane(one, "reactions") for one in two], uuid4()
    for one in lanes:
        await one.stands_at()
    await asyncio.gather(*(one.process([arrived(0, case)]) for one in lanes), return_exceptions=True)
    assert await two[0].rows("select type from event where case_id = $1", case) == [{"type": "ParcelShelved"}]
