"""A record on a service's topic whose body nobody can read: its case waits, whatever the bytes, nothing else does."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from uuid import UUID, uuid4

import parcels
import pytest
from aiokafka import AIOKafkaProducer
from throughline.composition import Service
from throughline.envelope import Headers, Record
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

BODIES = [b"\xff\xfe", None, b"no JSON", b'{"weight": "\\u0000"}']
NAMES = ["not UTF-8", "null", "not JSON", "of the wrong kind"]


@pytest.fixture
async def kafka(stack: SharedStack) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, acks="all")
    await producer.start()
    yield producer
    await producer.stop()


def headers(case: UUID, version: int = 1) -> Headers:
    """Those of a parcel that was sent."""
    told = {
        "specversion": "1.0",
        "id": uuid4(),
        "source": "/throughline/post",
        "type": "throughline.post.ParcelSent.v1",
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


def reader(stack: SharedStack, prefix: str, service: Service) -> AbstractAsyncContextManager[Running]:
    dsn = stack.create_database("depot")
    return running(service, settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix))


async def publish(kafka: AIOKafkaProducer, prefix: str, case: UUID, version: int, body: bytes | None) -> None:
    topic = f"{prefix}intake.events"
    await kafka.send_and_wait(topic, body, key=str(case).encode(), headers=headers(case, version), partition=0)


async def parked(depot: Running, case: UUID) -> list[dict]:
    return await depot.rows(
        "select version, body from waiting_event where case_id = $1 and feed = 'live' order by version", case
    )


@pytest.mark.parametrize("body", BODIES, ids=NAMES)
async def test_its_case_is_parked_with_the_bytes_and_others_go_on(
    stack: SharedStack, prefix: str, kafka: AIOKafkaProducer, body: bytes | None
) -> None:
    bad, good = uuid4(), uuid4()
    async with reader(stack, prefix, parcels.depot()) as depot:
        await publish(kafka, prefix, bad, 1, body)
        await publish(kafka, prefix, bad, 2, b'{"weight": 2}')
        await publish(kafka, prefix, good, 1, b'{"weight": 3}')
        await eventually(lambda: depot.rows("select 1 from stock where case_id = $1", good))
        assert await parked(depot, bad) == [
            {"version": 1, "body": body or b""},
            {"version": 2, "body": b'{"weight": 2}'},
        ]
        kept = await depot.rows('select body from received_event where case_id = $1 order by "offset"', bad)
        assert [row["body"] for row in kept] == [body or b"", b'{"weight": 2}']
        async with depot.as_a("operator") as operator:
            assert (await operator.post(f"/operations/parked/{bad}/redrive")).status_code == 200
        assert len(await parked(depot, bad)) == 2


@pytest.mark.parametrize("body", BODIES[:3], ids=NAMES[:3])
async def test_where_bodies_are_changed_before_they_are_kept_none_of_it_is_kept(
    stack: SharedStack, prefix: str, kafka: AIOKafkaProducer, body: bytes | None
) -> None:
    def ingest(_key: bytes) -> Callable[[Record], Record]:
        return lambda record: Record(record.metadata, json.dumps(record.data).encode())

    bad, good = uuid4(), uuid4()
    async with reader(stack, prefix, parcels.depot(ingest=ingest)) as depot:
        await publish(kafka, prefix, bad, 1, body)
        await publish(kafka, prefix, good, 1, b'{"weight": 3}')
        await eventually(lambda: depot.rows("select 1 from stock where case_id = $1", good))
        assert await parked(depot, bad) == [{"version": 1, "body": b"null"}]
