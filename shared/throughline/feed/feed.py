"""A feed: what moves together over its topics, with offsets, versions and a park of its own.

Batches come in from the subscription; each is cut into lanes, which run side by side. A lane that meets a fault of the
world seeks back and tries again after a pause, and the other lanes go on.
"""

import asyncio
import random
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import monotonic
from typing import Any
from uuid import UUID

import structlog

from throughline.database import Pool
from throughline.envelope import NotAnEvent
from throughline.feed.arrived import Arrived, read
from throughline.feed.consumer import Consumer, Failure
from throughline.feed.faults import FeedStopped, LogReplaced, Overtaken, is_infrastructure
from throughline.feed.lane import Lane
from throughline.feed.outcome import Outcome
from throughline.telemetry import metrics

LANES = 12
SAME_BUG_CASES = 20
SAME_BUG_SECONDS = 60.0

log = structlog.get_logger()

SeekBack = Callable[[int, Mapping[str, int]], None]
"""Continue a lane (its number) from these offsets per topic."""


class Feed:
    """`name` is the consumer group's and the ledger's; `topics` are without the installation's prefix."""

    def __init__(
        self, name: str, topics: Sequence[str], consumer: Consumer, pool: Pool, *, topic_prefix: str = ""
    ) -> None:
        self.name, self.topics, self.consumer, self.pool = name, tuple(topics), consumer, pool
        self.topic_prefix = topic_prefix
        self.lanes = [Lane(name, number, pool, consumer) for number in range(LANES)]
        self.recent_bugs = dict[str, deque[tuple[float, UUID]]]()
        self.changed = asyncio.Event()
        self.waited_at = 0.0

    async def handle(self, records: Iterable[Any], seek_back: SeekBack) -> None:
        """Apply one batch of Kafka records of any of this feed's topics. Raises FeedStopped."""
        by_lane = dict[int, list[Arrived]]()
        for record in records:
            by_lane.setdefault(record.partition, []).append(self._read(record))
        await asyncio.gather(*(self._run(number, batch, seek_back) for number, batch in by_lane.items()))
        self.changed.set()
        self.changed = asyncio.Event()

    def has(self, stream_id: UUID, version: int) -> bool:
        """Whether this process has read that far; it may be another one that reads this stream."""
        return any(lane.known.versions.get(stream_id, (0,))[0] >= version for lane in self.lanes)

    async def news(self) -> None:
        """Returns after the next batch."""
        await self.changed.wait()

    def waits(self) -> None:
        """Note that something here is waiting for the database now: a feed that stands still for that is well."""
        self.waited_at = monotonic()

    async def stands_at(self, number: int) -> dict[str, int]:
        """The next offset of every topic in one lane."""
        stored = await self.lanes[number].stands_at()
        return {topic: stored.get(topic, 0) for topic in self.topics}

    def _read(self, record: Any) -> Arrived:
        try:
            return read(record, self.topic_prefix)
        except NotAnEvent as wrong:
            raise FeedStopped(f"{record.topic}/{record.partition} at {record.offset}: {wrong}") from None

    async def _run(self, number: int, batch: Sequence[Arrived], seek_back: SeekBack) -> None:
        try:
            outcome = await self.lanes[number].process(batch)
        except LogReplaced as replaced:
            raise FeedStopped(f"{replaced}. The topic is not the log this feed was reading.") from replaced
        except Exception as fault:
            if not is_infrastructure(fault):
                raise
            log.warning("lane_waits", feed=self.name, lane=number, fault=type(fault).__name__, why=str(fault)[:200])
            await self._go_back(number, seek_back, at_once=isinstance(fault, Overtaken))
        else:
            self._note(outcome)

    async def _go_back(self, number: int, seek_back: SeekBack, *, at_once: bool) -> None:
        """Read where the lane stands, as soon as the database answers, and continue from there."""
        pause = 0.02 if at_once else 0.2
        while True:
            if not at_once:
                self.waits()
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))
            try:
                seek_back(number, await self.stands_at(number))
                return
            except Exception as fault:
                if not is_infrastructure(fault):
                    raise
                pause = min(pause * 2, 2.0)

    def _note(self, outcome: Outcome) -> None:
        for name in ("applied", "ignored", "duplicate", "held", "parked"):
            metrics.feed_records(self.name, name, outcome.counts[name])
        metrics.feed_applied(self.name)
        for failure in outcome.parked:
            self._watch_for_bugs(failure)

    def _watch_for_bugs(self, failure: Failure) -> None:
        """Many cases failing alike within a minute is a bug of ours: stop, rather than park the world."""
        if failure.fingerprint.startswith(("NeedsNewerRelease", "behind", "fork")):
            return
        now, seen = monotonic(), self.recent_bugs.setdefault(failure.fingerprint, deque())
        seen.append((now, failure.arrived.case_id))
        while seen[0][0] < now - SAME_BUG_SECONDS:
            seen.popleft()
        if len({case_id for _, case_id in seen}) >= SAME_BUG_CASES:
            raise FeedStopped(f"{SAME_BUG_CASES} cases failed with {failure.fingerprint} within a minute")
