"""A feed beside the live one. It never runs ahead of it: whatever it has applied is in the archive too.

So a case can be folded anew at any time from what this feed has accounted for, and once the live feed is made to wait,
this one comes to stand exactly where it does.
"""

import asyncio
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

import structlog

from throughline.database import Pool
from throughline.feed import Arrived, Consumer, Feed
from throughline.feed.faults import is_infrastructure
from throughline.feed.feed import SeekBack
from throughline.sql import statements

LOOK_EVERY = 0.02
PATIENCE = 5.0

sql = statements(__package__)
log = structlog.get_logger()


class TrailingFeed(Feed):
    """Cuts each lane's batch where `ahead`, the feed that writes the archive, stands, and waits for it to move."""

    def __init__(
        self, name: str, topics: Sequence[str], consumer: Consumer, pool: Pool, *, ahead: str, topic_prefix: str = ""
    ) -> None:
        super().__init__(name, topics, consumer, pool, topic_prefix=topic_prefix)
        self.ahead = ahead

    async def _run(self, number: int, batch: Sequence[Arrived], seek_back: SeekBack) -> None:
        while batch:
            ready = await self._archived(number, batch)
            if not ready:
                await self._go_back(number, seek_back, at_once=True)
                return
            await super()._run(number, ready, seek_back)
            if number in self.pauses:  # it went back, and reads the rest again
                return
            batch = batch[len(ready) :]

    async def _archived(self, number: int, batch: Sequence[Arrived]) -> Sequence[Arrived]:
        """As much of the batch as the feed ahead has taken; nothing where it does not move for a while."""
        until = monotonic() + PATIENCE
        while monotonic() < until:
            try:
                if ready := _up_to(batch, await self._stands(number)):
                    return ready
            except Exception as fault:
                if not is_infrastructure(fault):
                    raise
                log.warning("feed_waits_for_the_database", fault=type(fault).__name__)
                await asyncio.sleep(0.5)
            self.waits()
            await asyncio.sleep(LOOK_EVERY)
        return []

    async def _stands(self, number: int) -> Mapping[str, int]:
        async with self.pool.acquire() as conn:
            rows: Sequence[Any] = await conn.fetch(sql("stands"), self.ahead, number)
        return {row["topic"]: row["next_offset"] for row in rows}


def _up_to(batch: Sequence[Arrived], offsets: Mapping[str, int]) -> Sequence[Arrived]:
    for index, arrived in enumerate(batch):
        if arrived.offset >= offsets.get(arrived.topic, 0):
            return batch[:index]
    return batch
