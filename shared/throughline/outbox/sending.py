"""Sends outbox rows to Kafka and waits for what becomes of each: one that is refused takes no other with it."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from json import loads
from typing import Any
from uuid import UUID

from aiokafka import AIOKafkaProducer
from aiokafka.errors import ProducerClosed, UnknownTopicOrPartitionError

from throughline import failpoints
from throughline.outbox.refusals import TopicMissing, is_refusal

ACKS_WITHIN = 10.0
KNOWN_WITHIN = 1.0

Going = list[tuple[Any, "asyncio.Future[Any]"]]


@dataclass(frozen=True, slots=True)
class Sent:
    """One outbox row, and what became of it: `fault` is None where the broker has it."""

    position: int
    case_id: UUID
    topic: str
    headers: dict[str, str]
    fault: BaseException | None


async def send(producer: AIOKafkaProducer, rows: Sequence[Any], topic_prefix: str) -> list[Sent]:
    """Send rows keyed by their case, and wait for the broker; what is behind a fault of its case is not sent at all.

    What is not acknowledged in time has a TimeoutError for its fault. The rows stay in the order they came in.
    """
    became = dict[int, BaseException | None]()
    headers = {row["position"]: loads(row["headers"]) for row in rows}
    going: Going = []
    with suppress(TimeoutError):
        async with asyncio.timeout(ACKS_WITHIN):
            missing = await _missing(producer, sorted({topic_prefix + row["topic"] for row in rows}))
            became |= {row["position"]: TopicMissing() for row in rows if topic_prefix + row["topic"] in missing}
            wanted = [row for row in rows if row["position"] not in became]
            await _send_all(producer, wanted, headers, topic_prefix, going, became)
            if going:
                if failpoints.strike:
                    failpoints.strike("after_send")
                await asyncio.wait([acked for _, acked in going])
    became |= {row["position"]: _fault(acked) for row, acked in going}
    if not became:
        raise TimeoutError
    return [
        Sent(row["position"], row["case_id"], row["topic"], headers[row["position"]], became[row["position"]])
        for row in rows
        if row["position"] in became
    ]


async def _send_all(
    producer: AIOKafkaProducer,
    rows: Sequence[Any],
    headers: Mapping[int, Mapping[str, str]],
    topic_prefix: str,
    going: Going,
    became: dict[int, BaseException | None],
) -> None:
    """Hand over each row that can go, up to a fault that is not the row's own."""
    stopped = set[UUID]()
    for row in rows:
        if row["case_id"] in stopped:
            continue
        try:
            acked = await producer.send(
                topic_prefix + row["topic"],
                key=str(row["case_id"]).encode(),
                value=row["body"].encode(),
                headers=[(name, value.encode()) for name, value in headers[row["position"]].items()],
            )
        except Exception as fault:
            stopped.add(row["case_id"])
            became[row["position"]] = fault
            if not is_refusal(fault):
                return
        else:
            going.append((row, acked))


async def _missing(producer: AIOKafkaProducer, topics: Sequence[str]) -> set[str]:
    """Those that a broker which answers does not have. Raises UnknownTopicOrPartitionError where none answers."""
    topics = [topic for topic in topics if not producer.client.cluster.partitions_for_topic(topic)]
    known = await asyncio.gather(*(_knows(producer, topic) for topic in topics))
    unknown = {topic for topic, is_known in zip(topics, known, strict=True) if not is_known}
    if unknown and not await producer.client.force_metadata_update():
        raise UnknownTopicOrPartitionError
    return unknown


async def _knows(producer: AIOKafkaProducer, topic: str) -> bool:
    try:
        async with asyncio.timeout(KNOWN_WITHIN):
            await producer.partitions_for(topic)
    except (TimeoutError, UnknownTopicOrPartitionError):
        return False
    return True


def _fault(acked: "asyncio.Future[Any]") -> BaseException | None:
    if not acked.done():
        return TimeoutError()
    return ProducerClosed() if acked.cancelled() else acked.exception()
