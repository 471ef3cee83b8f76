"""Dead letters: a partner's message that could not be taken, sealed, and opened only after who and why is recorded.

A letter is found by the place of the message it stands for, as the log and its `ce_subject` name it. Only the service
that sealed it can open it.
"""

import asyncio
import dataclasses
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from json import loads
from typing import Any
from uuid import UUID, uuid5

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.partitioner import DefaultPartitioner

from throughline.database import Pool
from throughline.domain import Actor
from throughline.partner.message import NAMESPACE
from throughline.sql import statements

READ_WITHIN = 10.0

sql = statements(__package__)


class NoSuchLetter(LookupError):
    """No dead letter of this service stands for that message."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the message stood; the topic is without the installation's prefix."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"

    @property
    def letter_id(self) -> UUID:
        """The key and `ce_id` of the letter about it."""
        return uuid5(NAMESPACE, str(self))


@dataclass(frozen=True, slots=True)
class Letter:
    reason: str
    field: str
    content: bytes = dataclasses.field(repr=False)


class Letters:
    """`unseal` opens what this service sealed."""

    def __init__(
        self, service: str, pool: Pool, bootstrap: str, unseal: Callable[[bytes], bytes], *, topic_prefix: str = ""
    ) -> None:
        self.service, self.pool, self.bootstrap, self.unseal = service, pool, bootstrap, unseal
        self.topic_prefix = topic_prefix

    async def open(self, place: Place, actor: Actor, purpose: str) -> Letter:
        """Raises NoSuchLetter, SealBroken, KafkaError, TimeoutError."""
        async with asyncio.timeout(READ_WITHIN):
            record = await self._find(place)
        if record is None or dict(record.headers).get("ce_source") != f"/throughline/{self.service}".encode():
            raise NoSuchLetter
        async with self.pool.acquire() as conn:
            opening = (place.topic, place.partition, place.offset, actor.id, actor.role, purpose)
            await conn.execute(sql("record_opening"), *opening)
        body = loads(record.value)
        return Letter(body["reason"], body["field"], self.unseal(b64decode(body["sealed"])))

    async def _find(self, place: Place) -> Any | None:
        """Read the one partition that the letter can be in, up to its present end."""
        key = str(place.letter_id).encode()
        consumer = AIOKafkaConsumer(bootstrap_servers=self.bootstrap, enable_auto_commit=False)
        topic = f"{self.topic_prefix}{place.topic}.dead-letter"
        try:
            await consumer.start()
            if topic not in await consumer.topics():
                return None
            numbers = await _partitions(consumer, topic)
            partition = TopicPartition(topic, DefaultPartitioner()(key, numbers, numbers))
            consumer.assign([partition])
            await consumer.seek_to_beginning(partition)
            end = (await consumer.end_offsets([partition]))[partition]
            while await consumer.position(partition) < end:
                for record in (await consumer.getmany(partition, timeout_ms=500)).get(partition, []):
                    if record.key == key:
                        return record
        finally:
            await consumer.stop()
        return None


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> list[int]:
    """Of a topic that is there. A consumer learns them only of topics it subscribes to."""
    consumer.subscribe([topic])
    while not (numbers := consumer.partitions_for_topic(topic)):
        await asyncio.sleep(0.02)
    consumer.unsubscribe()
    return sorted(numbers)
