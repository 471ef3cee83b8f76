"""Records that no service would publish, on a topic that the depot reads and nobody writes, and records sent again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar
from uuid import UUID

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from records import headers
from throughline import envelope
from throughline.testing.histories import Recorded

PLANTED = "aftercare.events"
PATIENCE = 180.0
T = TypeVar("T")
C = TypeVar("C", AIOKafkaConsumer, AIOKafkaProducer)


@asynccontextmanager
async def opened(client: C) -> AsyncIterator[C]:
    """Started; closed also where the broker was away and it could not be."""
    try:
        await client.start()
        yield client
    finally:
        await client.stop()


@dataclass(frozen=True, slots=True)
class Seedling:
    """One planted event of a case whose stream it also is; `weight` is None where it holds none that can be read."""

    record: Recorded
    type: str
    case_id: UUID
    weight: int | None


@dataclass
class Garden:
    """Puts records on topics, and remembers what it put there first."""

    bootstrap: str
    prefix: str
    planted: list[Seedling] = field(default_factory=list)

    async def plant(
        self, case: UUID, version: int, weight: int | None, event: str = "ParcelWeighed", body: bytes | None = None
    ) -> None:
        """`body` instead of one with a weight; an `event` as `ParcelWeighed.v2` is of that version."""
        kind, _, schema = event.partition(".")
        kept = headers(case, version, kind)
        if schema:
            typed = f"throughline.post.{kind}.{schema}".encode()
            kept = [(name, typed if name == "ce_type" else value) for name, value in kept]
        event_id = envelope.metadata(kept).event_id
        value = b'{"weight": %d}' % weight if body is None and weight is not None else body
        await self._patiently(lambda: self._put(value, str(case).encode(), kept))
        seedling = Seedling(Recorded("planted", case, version, event_id), kind, case, weight)
        if seedling not in self.planted:
            self.planted.append(seedling)

    async def send_again(self, topic: str, chance: Random, most: int = 200) -> int:
        """Publish a random range of one partition again, in order; how many records that were."""
        return await self._patiently(lambda: self._again(self.prefix + topic, chance, most))

    async def _put(self, value: bytes | None, key: bytes, kept: envelope.Headers) -> None:
        async with opened(self._producer()) as producer:
            await producer.send_and_wait(self.prefix + PLANTED, value, key=key, headers=kept)

    async def _again(self, name: str, chance: Random, most: int) -> int:
        async with opened(AIOKafkaConsumer(bootstrap_servers=self.bootstrap, enable_auto_commit=False)) as consumer:
            lanes = [TopicPartition(name, number) for number in range(12)]
            while not (ends := {place: end for place, end in (await consumer.end_offsets(lanes)).items() if end}):
                await asyncio.sleep(0.1)
            place = chance.choice(sorted(ends))
            begin = chance.randrange(ends[place])
            consumer.assign([place])
            consumer.seek(place, begin)
            wanted, found = min(most, ends[place] - begin), []
            while len(found) < wanted:
                batches = await consumer.getmany(place, timeout_ms=1000, max_records=wanted - len(found))
                found += batches.get(place, [])
        async with opened(self._producer()) as producer:
            for one in found:
                await producer.send_and_wait(
                    name, one.value, key=one.key, headers=[*one.headers], partition=place.partition
                )
        return len(found)

    async def _patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        """Until the broker has it: another fault may have ended it."""
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(KafkaError):
                    return await work()
                await asyncio.sleep(0.5)

    def _producer(self) -> AIOKafkaProducer:
        return AIOKafkaProducer(bootstrap_servers=self.bootstrap, acks="all")
