"""Records as `post` publishes them, made by hand: for what only a broken producer or broker would send."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from aiokafka import AIOKafkaProducer
from throughline import envelope
from throughline.envelope import Headers, Record
from throughline.feed import Arrived


def headers(case: UUID, version: int = 1, event: str = "ParcelSent", *, twin: str = "") -> Headers:
    """Those of a parcel's event; the same again for the same arguments, another event with another `twin`."""
    told = {
        "specversion": "1.0",
        "id": uuid5(NAMESPACE_OID, f"{case}{version}{twin}"),
        "source": "/throughline/post",
        "type": f"throughline.post.{event}.v1",
        "subject": case,
        "time": "2026-06-01T09:00:00Z",
        "caseid": case,
        "streamversion": version,
        "occurredon": "2026-06-01",
        "actorid": uuid4(),
        "actorrole": "clerk",
        "commandid": uuid4(),
        "correlationid": uuid4(),
        "causationid": uuid4(),
    }
    return [(f"ce_{name}", str(value).encode()) for name, value in told.items()]


def arrived(offset: int, case: UUID, version: int = 1, weight: int = 5, event: str = "ParcelSent") -> Arrived:
    """The same as a lane gets it."""
    record = Record(envelope.metadata(headers(case, version, event)), b'{"weight": %d}' % weight)
    return Arrived("intake.events", 0, offset, record)


class Publisher:
    """Puts records on the first partition of intake's topic."""

    def __init__(self, producer: AIOKafkaProducer, prefix: str) -> None:
        self.producer, self.topic = producer, f"{prefix}intake.events"

    async def __call__(
        self, case: UUID, version: int, body: bytes | None = b'{"weight": 5}', event: str = "ParcelSent", twin: str = ""
    ) -> None:
        kept = headers(case, version, event, twin=twin)
        await self.producer.send_and_wait(self.topic, body, key=str(case).encode(), headers=kept, partition=0)


@asynccontextmanager
async def publishing(bootstrap: str, prefix: str) -> AsyncIterator[Publisher]:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all")
    await producer.start()
    try:
        yield Publisher(producer, prefix)
    finally:
        await producer.stop()
