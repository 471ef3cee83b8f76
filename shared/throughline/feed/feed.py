"""A feed: what moves together over its topics, with offsets, versions and a park of its own.

Batches come in from the subscription; each is cut into lanes, which run side by side. A lane that meets a fault of the
world seeks back and tries again after a pause, and the other lanes go on.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from time import monotonic
from typing import Any
from uuid import UUID

import structlog

from throughline.database import Pool
from throughline.envelope import NotAnEvent
from throughline.feed.arrived import Arrived, read
from throughline.feed.bugs import BugWatch
from throughline.feed.checking import FORK
from throughline.feed.consumer import Consumer
from throughline.feed.faults import FeedStopped, LogReplaced, Overtaken, is_infrastructure, why
from throughline.feed.lane import Lane
from throughline.feed.outcome import Outcome
from throughline.sql import statements
from throughline.telemetry import metrics

LANES = 12
LONGEST_PAUSE = 2.0
LOOK_AGAIN = 1.0

sql = statements(__package__)
log = structlog.get_logger()

SeekBack = Callable[[int, Mapping[str, int]], None]
"""Continue a lane (its number) from these offsets per topic."""
Learn = Callable[[], Awaitable[None]]


class Feed:
    """`name` is the consumer group's and the ledger's; `topics` are without the installation's prefix.

    `ahead` names the feed that this one never overtakes, if there is one. `learn` is awaited before anything is read
    from a place that was looked up: what is known of the log may have changed with it.
    """

    ahead: str | None = None

    def __init__(
        self,
        name: str,
        topics: Sequence[str],
        consumer: Consumer,
        pool: Pool,
        *,
        topic_prefix: str = "",
        learn: Learn | None = None,
    ) -> None:
        self.name, self.topics, self.consumer, self.pool = name, tuple(topics), consumer, pool
        self.topic_prefix, self.learn = topic_prefix, learn
        bugs = BugWatch()
        self.lanes = [Lane(name, number, pool, consumer, bugs) for number in range(LANES)]
        self.pauses = dict[int, float]()
        self.changed = asyncio.Event()
        self.waited_at = 0.0

    async def handle(self, records: Iterable[Any], seek_back: SeekBack) -> None:
        """Apply one batch of Kafka records of any of this feed's topics. Raises FeedStopped.

        While Postgres has one lane's part, the next one's is read and folded.
        """
        by_lane = dict[int, list[Any]]()
        for record in records:
            by_lane.setdefault(record.partition, []).append(record)
        await asyncio.gather(*(self._take(number, part, seek_back) for number, part in by_lane.items()))
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
        if self.learn:
            await self.learn()
        return {topic: stored.get(topic, 0) for topic in self.topics}

    async def offsets(self) -> dict[tuple[str, int], int]:
        """Where it stands, whoever reads it, by topic and lane."""
        rows = await self.pool.fetch(sql("offsets_of_feed"), self.name)
        return {(row["topic"], row["lane"]): row["next_offset"] for row in rows}

    async def overtaken(self, numbers: Collection[int]) -> list[int]:
        """Which of these lanes somebody else has moved since they were read here."""
        seqs = {row["lane"]: row["seq"] for row in await self.pool.fetch(sql("read_seqs"), self.name)}
        moved = [number for number in sorted(numbers) if seqs.get(number) != self.lanes[number].seq]
        return [number for number in moved if await self.lanes[number].overtaken()]

    async def set_anew(self, numbers: Collection[int]) -> None:
        """Returns once one of these lanes stands elsewhere than it did here: somebody has let it begin anew."""
        places = [(topic, number) for topic in self.topics for number in numbers]
        stood = {place: self.lanes[place[1]].known.offsets.get(place[0], 0) for place in places}
        while True:
            try:
                stands = await self.offsets()
                if any(stands.get(place, 0) != offset for place, offset in stood.items()):
                    return
            except Exception as away:
                if not is_infrastructure(away):
                    raise
            await asyncio.sleep(LOOK_AGAIN)

    async def _take(self, number: int, records: Iterable[Any], seek_back: SeekBack) -> None:
        await self._run(number, [self._read(record) for record in records], seek_back)

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
            log.warning("lane_waits", feed=self.name, lane=number, fault=type(fault).__name__, why=why(fault))
            await self._go_back(number, seek_back, at_once=isinstance(fault, Overtaken))
        else:
            self.pauses.pop(number, None)
            self._note(outcome)

    async def _go_back(self, number: int, seek_back: SeekBack, *, at_once: bool) -> None:
        """Read where the lane stands, as soon as the database answers, and continue from there.

        Each time in a row it takes longer, whatever it is that fails.
        """
        while True:
            if not at_once:
                self.waits()
            pause = self.pauses[number] = self._next_pause(number, at_once)
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))
            try:
                seek_back(number, await self.stands_at(number))
                return
            except Exception as fault:
                if not is_infrastructure(fault):
                    raise

    def _next_pause(self, number: int, at_once: bool) -> float:
        last = self.pauses.get(number)
        return min(2 * last, LONGEST_PAUSE) if last else 0.02 if at_once else 0.2

    def _note(self, outcome: Outcome) -> None:
        for name in ("applied", "ignored", "duplicate", "held", "parked"):
            metrics.feed_records(self.name, name, outcome.counts[name])
        metrics.feed_applied(self.name)
        for failure in outcome.parked:
            if failure.fingerprint == FORK:
                one = failure.arrived
                place = f"{one.topic}/{one.lane}/{one.offset}"
                log.critical("stream_forked", feed=self.name, case_id=str(one.case_id), place=place)
