"""A record on a service's topic whose body nobody can read: its case waits, whatever the bytes, nothing else does."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from uuid import UUID, uuid4

import parcels
import pytest
from operating import treat
from records import Publisher, publishing
from throughline.composition import Service
from throughline.envelope import Record
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

BODIES = [b"\xff\xfe", None, b"no JSON", b'{"weight": "\\u0000"}']
NAMES = ["not UTF-8", "null", "not JSON", "of the wrong kind"]


@pytest.fixture
async def publish(stack: SharedStack, prefix: str) -> AsyncIterator[Publisher]:
    async with publishing(stack.kafka_bootstrap, prefix) as publisher:
        yield publisher


def reader(stack: SharedStack, prefix: str, service: Service) -> AbstractAsyncContextManager[Running]:
    dsn = stack.database_of("depot")
    return running(service, settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix))


async def parked(depot: Running, case: UUID) -> list[dict]:
    return await depot.rows(
        "select version, body from waiting_event where case_id = $1 and feed = 'live' order by version", case
    )


@pytest.mark.parametrize("body", BODIES, ids=NAMES)
async def test_its_case_is_parked_with_the_bytes_and_others_go_on(
    stack: SharedStack, prefix: str, publish: Publisher, body: bytes | None
) -> None:
    bad, good = uuid4(), uuid4()
    async with reader(stack, prefix, parcels.depot()) as depot:
        await publish(bad, 1, body)
        await publish(bad, 2, b'{"weight": 2}')
        await publish(good, 1)
        await eventually(lambda: depot.rows("select 1 from stock where case_id = $1", good))
        assert await parked(depot, bad) == [
            {"version": 1, "body": body or b""},
            {"version": 2, "body": b'{"weight": 2}'},
        ]
        kept = await depot.rows('select body from received_event where case_id = $1 order by "offset"', bad)
        assert [row["body"] for row in kept] == [body or b"", b'{"weight": 2}']
        assert (await treat(depot, "redrive", caseId=bad)).status_code == 200
        assert len(await parked(depot, bad)) == 2


@pytest.mark.parametrize("body", BODIES[:3], ids=NAMES[:3])
async def test_where_bodies_are_changed_before_they_are_kept_none_of_it_is_kept(
    stack: SharedStack, prefix: str, publish: Publisher, body: bytes | None
) -> None:
    def ingest(_key: bytes) -> Callable[[Record], Record]:
        return lambda record: Record(record.metadata, json.dumps(record.data).encode())

    bad, good = uuid4(), uuid4()
    async with reader(stack, prefix, parcels.depot(ingest=ingest)) as depot:
        await publish(bad, 1, body)
        await publish(good, 1)
        await eventually(lambda: depot.rows("select 1 from stock where case_id = $1", good))
        assert await parked(depot, bad) == [{"version": 1, "body": b"null"}]
