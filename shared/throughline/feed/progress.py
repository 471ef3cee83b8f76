"""Whether a subscription does its work: how far it lags, and that it moves while there is something to do."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from throughline.feed.faults import NotMoving
from throughline.telemetry import metrics

REPORT_EVERY = 5.0
STUCK_AFTER = 60.0
COMMITTED_WITHIN = 10.0

log = structlog.get_logger()
Look = Callable[[Any, set[TopicPartition]], Awaitable[None]]
Idle = Callable[[Any], Awaitable[None]]


class Progress:
    """Of one consumer of a feed, from its beginning. `looked_at`: when Kafka last said where its log ends."""

    def __init__(self, feed: str) -> None:
        self.feed = feed
        self.looked_at = monotonic()
        self._last = (-1, 0.0)

    async def watch(self, consumer: Callable[[], Any], look: Look, idle: Idle) -> None:
        """Every few seconds look at what is assigned, and tell Kafka's own tools; `idle` where nothing is. Raises what
        they raise."""
        while True:
            await asyncio.sleep(REPORT_EVERY)
            reading = consumer()
            if reading is None:
                continue
            try:
                if assigned := reading.assignment():
                    await look(reading, assigned)
                    await asyncio.wait_for(reading.commit(), COMMITTED_WITHIN)  # by itself it tries for ever
                else:
                    await idle(reading)
            except (KafkaError, TimeoutError) as away:
                log.warning("lag_unknown", feed=self.feed, fault=type(away).__name__)

    def report(self, stands: int, lag: int, *, waited_at: float) -> None:
        """What this consumer has before it. Raises as `note` does."""
        self.looked_at = monotonic()
        metrics.feed_lag(self.feed, lag)
        self.note(stands, lag, waited_at=waited_at)

    def note(self, stands: int, lag: int, *, waited_at: float) -> None:
        """Raises NotMoving where there is work and none of it is done for a minute, while nobody waits for Postgres."""
        last, since = self._last
        if stands != last or not lag:
            self._last = (stands, monotonic())
        elif monotonic() - max(since, waited_at) > STUCK_AFTER:
            raise NotMoving(f"{self.feed} has not moved for {STUCK_AFTER:.0f} s, {lag} records behind", stands)
