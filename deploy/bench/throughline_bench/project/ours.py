"""The kit's own way: subscription, feed and projector as a service runs them, in one process."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar
from uuid import uuid4

from faststream.kafka import KafkaBroker
from throughline.database import Pool
from throughline.eventstore import EventTypes
from throughline.feed import Feed, Subscription
from throughline.feed.consuming import Fail, consume
from throughline.feed.decoding import Decoder
from throughline.feed.feed import SeekBack
from throughline.projection.projector import Projector

from throughline_bench.project.counted import Counted, check
from throughline_bench.project.reading import Kinds, Noted, Overview
from throughline_bench.sql import sql
from throughline_bench.visits import TOPIC

READER = "bench_reader"
F = TypeVar("F", bound=Feed)


class CountedFeed(Feed):
    """A feed that says how far it is; nothing else about it differs."""

    counted: Counted

    async def handle(self, records: Iterable[Any], seek_back: SeekBack) -> None:
        with self.counted.work(self._committed):
            await super().handle(records, seek_back)

    def _committed(self) -> int:
        """Where all lanes stand together; records read again after a rebalance are no progress."""
        return sum(lane.known.offsets.get(TOPIC, 0) for lane in self.lanes)


def feed_of(topic: str, pool: Pool, kind: type[F]) -> F:
    """The feed that is measured, of that kind."""
    projector = Projector(READER, READER, (Overview(), Kinds()), Decoder(READER, EventTypes(()), (Noted,)))
    return kind(READER, (topic,), projector, pool)


async def counted_right(pool: Pool, events: int) -> None:
    """Raises ValueError where any table holds another number of events."""
    row = await pool.fetchrow(sql("count_projected"))
    assert row is not None
    for what, found in row.items():
        check(what, found, events)


def side(kafka: str, pool: Pool, events: int) -> Callable[[], Awaitable[float]]:
    async def once() -> float:
        await pool.execute(sql("empty_feed"))
        feed = feed_of(TOPIC, pool, CountedFeed)
        feed.counted = Counted(events)
        await _until_complete(kafka, feed)
        await counted_right(pool, events)
        return feed.counted.per_second

    return once


async def _until_complete(kafka: str, feed: CountedFeed) -> None:
    def subscribe(broker: KafkaBroker, fail: Fail, _still_ones: int) -> Subscription:
        return Subscription(broker, feed, group=f"bench.{uuid4()}", fail=fail)

    reading = asyncio.create_task(consume(kafka, subscribe))
    over = asyncio.create_task(feed.counted.over())
    try:
        done, _ = await asyncio.wait({reading, over}, return_when=asyncio.FIRST_COMPLETED)
        for first in done:
            first.result()
    finally:
        over.cancel()
        reading.cancel()
        await asyncio.wait({reading, over})
