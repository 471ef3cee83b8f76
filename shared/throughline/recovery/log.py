"""A look at topics from outside any feed: where their partitions begin and end, and what stands in them."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

Place = tuple[str, int]
"""A topic, without the installation's prefix, and one of its partitions."""

ANSWERS_WITHIN = 10.0
SEEN_WITHIN = 2.0
AT_ONCE = 500


class LogAway(Exception):
    """Kafka does not answer, or has no such topic. Nothing was done."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The offsets a partition has, `end` exclusive."""

    begin: int
    end: int

    def has(self, offset: int) -> bool:
        """Whether a reader may stand there."""
        return self.begin <= offset <= self.end

    @property
    def records(self) -> int:
        return self.end - self.begin


class Log:
    """Reads some topics of an installation; belongs to no group and commits nothing."""

    def __init__(self, consumer: AIOKafkaConsumer, prefix: str) -> None:
        self.consumer, self.prefix = consumer, prefix

    @classmethod
    @asynccontextmanager
    async def of(cls, bootstrap: str, prefix: str) -> AsyncIterator[Self]:
        """Raises LogAway, as all that is asked of it does."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="none",
            request_timeout_ms=int(ANSWERS_WITHIN * 1000),
        )
        try:
            async with _answering():
                await consumer.start()
            yield cls(consumer, prefix)
        finally:
            await consumer.stop()

    async def extents(self, topics: Iterable[str], lanes: int) -> Mapping[Place, Extent]:
        """Of every partition of the topics. Raises LogAway for a topic that is not there."""
        topics = sorted(topics)
        async with _answering():
            present = await self.consumer.topics()
            if missing := [topic for topic in topics if self.prefix + topic not in present]:
                raise LogAway(f"the broker has no topic {self.prefix}{missing[0]}")
            places = {
                (topic, lane): TopicPartition(self.prefix + topic, lane) for topic in topics for lane in range(lanes)
            }
            begins = await self.consumer.beginning_offsets(list(places.values()))
            ends = await self.consumer.end_offsets(list(places.values()))
        return {place: Extent(begins[partition], ends[partition]) for place, partition in places.items()}

    async def read(self, froms: Mapping[Place, int], extents: Mapping[Place, Extent]) -> AsyncIterator[list[Any]]:
        """Kafka's records from these offsets up to the extents' ends, in lists of one partition each."""
        wanted = {
            TopicPartition(self.prefix + topic, lane): (offset, extents[topic, lane].end)
            for (topic, lane), offset in froms.items()
            if offset < extents[topic, lane].end
        }
        self._stand({partition: offset for partition, (offset, _end) in wanted.items()})
        while wanted:
            async with _answering():
                found = await self._more(list(wanted))
            for partition, records in found.items():
                _offset, end = wanted[partition]
                if inside := [record for record in records if record.offset < end]:
                    yield inside
                if records[-1].offset + 1 >= end:
                    del wanted[partition]
                    self.consumer.pause(partition)

    async def first(self, froms: Mapping[Place, int]) -> Mapping[Place, Any]:
        """The first record at each of these offsets or after; none where there are only the marks of transactions."""
        if not froms:
            return {}
        self._stand({TopicPartition(self.prefix + topic, lane): offset for (topic, lane), offset in froms.items()})
        found, until = dict[Place, Any](), monotonic() + SEEN_WITHIN
        while len(found) < len(froms) and monotonic() < until:
            async with _answering():
                batches = await self.consumer.getmany(timeout_ms=200)
            for records in batches.values():
                if records:
                    found.setdefault(self.place_of(records[0]), records[0])
        return found

    def place_of(self, record: Any) -> Place:
        return record.topic.removeprefix(self.prefix), record.partition

    def _stand(self, offsets: Mapping[TopicPartition, int]) -> None:
        if offsets:
            self.consumer.assign(list(offsets))
        for partition, offset in offsets.items():
            self.consumer.seek(partition, offset)

    async def _more(self, partitions: list[TopicPartition]) -> Mapping[TopicPartition, list[Any]]:
        while True:
            found: Mapping[TopicPartition, list[Any]] = await self.consumer.getmany(
                *partitions, timeout_ms=500, max_records=AT_ONCE
            )
            if found := {partition: records for partition, records in found.items() if records}:
                return found


@asynccontextmanager
async def _answering() -> AsyncIterator[None]:
    """Raises LogAway where Kafka does not answer in time."""
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            yield
    except (KafkaError, TimeoutError, OSError) as away:
        raise LogAway(f"Kafka does not answer ({type(away).__name__})") from away
