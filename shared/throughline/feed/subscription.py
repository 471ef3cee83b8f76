"""A feed's subscription: one FastStream batch subscriber that starts where Postgres says, not where Kafka does.

Kafka's committed offsets are kept for lag tools only. A partition is first read one record before where we stand, so
that a log which is not ours any more is noticed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from itertools import chain
from typing import Any

import structlog
from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from faststream import AckPolicy
from faststream.kafka import KafkaBroker, KafkaMessage

from throughline.feed.faults import FeedStopped, is_infrastructure
from throughline.feed.feed import LANES, Feed
from throughline.feed.parked import redrive_readable
from throughline.feed.progress import Progress
from throughline.telemetry import metrics

MAX_RECORDS = 2000
LANES_BYTES = 262_144
"""Fetched of a partition at once: little enough that a batch is of many lanes, which are worked on side by side."""
LOOK_EVERY_MS = 1000
REVOKE_WITHIN = 15.0

log = structlog.get_logger()
Fail = Callable[[BaseException], None]


class Subscription(ConsumerRebalanceListener):  # type: ignore[misc]
    """Registers itself on `broker`; `fail` is told what must stop it. A named `member` keeps its place in the group
    over a short absence, and takes it again from what is left of itself."""

    taken_up: frozenset[int] = frozenset()

    def __init__(self, broker: KafkaBroker, feed: Feed, *, group: str, fail: Fail, member: str | None = None) -> None:
        self.feed, self.fail = feed, fail
        self.idle = asyncio.Event()
        self.idle.set()
        self.lanes: frozenset[int] = frozenset()
        self.progress = Progress(feed.name)
        self.subscriber = broker.subscriber(
            *(feed.topic_prefix + topic for topic in feed.topics),
            batch=True,
            max_records=MAX_RECORDS,
            ack_policy=AckPolicy.MANUAL,
            auto_offset_reset="earliest",  # with "none" the first fetch may fail before our seek, and costs 5 s
            group_id=group,
            group_instance_id=member,
            partition_assignment_strategy=(RangePartitionAssignor,),
            session_timeout_ms=10_000,
            rebalance_timeout_ms=30_000,
            heartbeat_interval_ms=2_000,
            fetch_max_wait_ms=200,
            max_partition_fetch_bytes=LANES_BYTES,
            listener=self,
            parser=as_it_is,
            decoder=records,
            no_reply=True,
        )
        self.subscriber(self._on_batch)
        take_as_they_come(self.subscriber, MAX_RECORDS)

    @property
    def consumer(self) -> Any:
        return self.subscriber.consumer

    @property
    def assigned(self) -> bool:
        return bool(self.consumer and self.consumer.assignment())

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """Start every partition where the feed stands, one record back."""
        self.lanes = frozenset(partition.partition for partition in assigned)
        try:
            for number in sorted(self.lanes):
                self._seek(number, await self._patiently(partial(self.feed.stands_at, number)))
            log.info("partitions_assigned", feed=self.feed.name, partitions=len(assigned))
        except Exception as fault:
            self.fail(fault)
            raise

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        """Let the batch in hand finish: the next owner then finds everything stored."""
        try:
            await asyncio.wait_for(self.idle.wait(), REVOKE_WITHIN)
        except TimeoutError:
            log.warning("revoked_while_busy", feed=self.feed.name)

    async def watch(self) -> None:
        """Raise where the log ends before us, or nothing moves though there is work; follow who moved us."""
        await self.progress.watch(lambda: self.consumer, self._look, self._look_idle)

    async def _look(self, consumer: Any, assigned: set[TopicPartition]) -> None:
        await self._follow()
        stands = {partition: self._stands(partition) for partition in assigned}  # first: the log goes on meanwhile
        begins = await asyncio.wait_for(consumer.beginning_offsets(assigned), 10)
        ends = await asyncio.wait_for(consumer.end_offsets(assigned), 10)
        for partition, offset in stands.items():
            if not begins[partition] <= offset <= ends[partition]:
                place, log_is = f"{partition.topic}/{partition.partition}", f"{begins[partition]} to {ends[partition]}"
                raise FeedStopped(f"{place} holds {log_is}, this feed is at {offset}: the log was replaced or cut")
        lag = sum(ends[partition] - offset for partition, offset in stands.items())
        self.progress.report(sum(stands.values()), lag, waited_at=self.feed.waited_at)
        await self._take_up()

    async def _take_up(self) -> None:
        """Try again what another release parked in lanes that came from it, now that this one has them."""
        if new := self.lanes - self.taken_up:
            await redrive_readable(self.feed, new)
        self.taken_up = self.lanes

    async def _follow(self) -> None:
        """Go on from where somebody else has set a lane; where nothing more arrives, no record would tell of it."""
        try:
            moved = await self.feed.overtaken(self.lanes)
        except Exception as away:
            if not is_infrastructure(away):
                raise
            self.feed.waits()
            return
        for number in moved:
            self._seek_back(number, await self._patiently(partial(self.feed.stands_at, number)))

    async def _look_idle(self, consumer: Any) -> None:
        """Nothing is assigned here. All is well as long as others have it all, and somebody moves it."""
        metrics.feed_lag(self.feed.name, 0)
        self.taken_up = frozenset()
        if self.feed.ahead:
            return  # it may stand still for as long as the other one does
        places = [self._partition(topic, lane) for topic in self.feed.topics for lane in range(LANES)]
        try:
            stands = await self.feed.offsets()
        except Exception as away:
            if not is_infrastructure(away):
                raise
            self.feed.waits()
            return
        ends = await asyncio.wait_for(consumer.end_offsets(places), 10)
        stood = sum(stands.get((topic, lane), 0) for topic in self.feed.topics for lane in range(LANES))
        self.progress.note(stood, sum(ends.values()) - stood, waited_at=self.feed.waited_at)

    def _stands(self, partition: TopicPartition) -> int:
        topic = partition.topic.removeprefix(self.feed.topic_prefix)
        lane: int = partition.partition
        return self.feed.lanes[lane].known.offsets.get(topic, 0)

    async def _on_batch(self, batch: tuple[Any, ...]) -> None:
        self.idle.clear()
        try:
            await self.feed.handle(batch, self._seek_back)
        except Exception as fault:
            log.error("feed_stops", feed=self.feed.name, fault=type(fault).__name__, exc_info=fault)
            self.fail(fault)
            await asyncio.Event().wait()  # nothing more is read: this consumer is on its way out
        finally:
            self.idle.set()

    def _seek(self, number: int, offsets: Mapping[str, int]) -> None:
        for topic, offset in offsets.items():
            self.consumer.seek(self._partition(topic, number), max(0, offset - 1))

    def _seek_back(self, number: int, offsets: Mapping[str, int]) -> None:
        assigned = self.consumer.assignment() if self.consumer else set()
        for topic, offset in offsets.items():
            if (partition := self._partition(topic, number)) in assigned:
                self.consumer.seek(partition, offset)

    async def _patiently(self, ask: Callable[[], Awaitable[dict[str, int]]]) -> dict[str, int]:
        """Ask the database until it answers."""
        while True:
            try:
                return await ask()
            except Exception as away:
                if not is_infrastructure(away):
                    raise
                log.warning("feed_waits_for_the_database", fault=type(away).__name__)
                self.feed.waits()
                await asyncio.sleep(0.5)

    def _partition(self, topic: str, number: int) -> TopicPartition:
        return TopicPartition(self.feed.topic_prefix + topic, number)


def take_as_they_come(subscriber: Any, at_most: int) -> None:
    """Let a batch subscriber hand records on as soon as there are any.

    FastStream's own way sleeps after every look that found nothing: late by that much, and a hundred turns a second.
    """

    async def next_records(consumer: Any) -> tuple[Any, ...]:
        found = await consumer.getmany(timeout_ms=LOOK_EVERY_MS, max_records=at_most)
        return tuple(chain.from_iterable(found.values()))

    subscriber.get_msg = next_records


async def as_it_is(message: tuple[Any, ...]) -> KafkaMessage:
    """Hand the records on undecoded: reading a header must never be what loses a batch."""
    return KafkaMessage(
        body=b"", raw_message=message, consumer=_NO_CONSUMER, headers={}, message_id="", correlation_id=""
    )


async def records(message: KafkaMessage) -> Any:
    return message.raw_message


_NO_CONSUMER: Any = None
