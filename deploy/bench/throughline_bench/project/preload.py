"""Fills the topic: records as the relay would have published them, every stream in version order, cases in turn."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid5

from aiokafka import AIOKafkaProducer
from throughline import envelope
from throughline.domain import Issued, per_case_stream, stamp

from throughline_bench.screen import Screen
from throughline_bench.visits import CASEWORKER, OFFICE, TOPIC, NoteVisit, VisitNoted, observation

NAMESPACE = UUID("a3b0c442-98fc-5c14-9afb-f4c8996fb924")
SERVICE = "bench"
UNSAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
GATHER = 500
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


async def preload(bootstrap: str, events: int, cases: int, screen: Screen, topic: str = TOPIC, after: int = 0) -> None:
    """Publish `events` records over `cases` cases, keyed by case, and return once the broker has them all.

    They go on from the `after` records that were published before.
    """
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", linger_ms=0, max_batch_size=262_144)
    await producer.start()
    try:
        with screen.progress("preload", -(-events // GATHER)) as step:
            for first in range(0, events, GATHER):
                last = min(first + GATHER, events)
                numbers = range(after + first, after + last)
                await asyncio.gather(*[await _send(producer, topic, number, cases) for number in numbers])
                if last % 10_000 < GATHER or last == events or screen.console.is_terminal:
                    step(f"{last:,} of {events:,} events")
    finally:
        await producer.stop()


async def _send(producer: AIOKafkaProducer, topic: str, number: int, cases: int) -> "asyncio.Future[object]":
    case_id = uuid5(NAMESPACE, str(number % cases))
    issued = Issued(command_id=uuid5(case_id, str(number)), at=AT, actor=CASEWORKER, office_id=OFFICE)
    fields = observation(case_id, issued.command_id, number // cases)
    command = NoteVisit(case_id=case_id, office_id=OFFICE, **fields).issued(issued)
    event = stamp(
        command,
        VisitNoted(**command.fields("office_id")),
        0,
        service=SERVICE,
        stream_id=per_case_stream(case_id, "bench.Visits"),
        version=number // cases + 1,
        traceparent=UNSAMPLED,
    )
    record = envelope.of(event)
    acked: asyncio.Future[object] = await producer.send(
        topic, key=str(case_id).encode(), value=record.body, headers=envelope.headers(record.metadata)
    )
    return acked
