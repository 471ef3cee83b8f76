"""A process that is told to end is gone within ten seconds, whatever it waits for."""

import asyncio
import os
import re
import signal
import socket
from collections.abc import Iterator
from time import monotonic
from uuid import uuid4

import asyncpg
import httpx
import parcels
import pytest
from records import publishing
from throughline.service import serve
from throughline.stack.for_tests import SharedStack
from throughline.telemetry import configure
from throughline.testing.proxy import proxied
from throughline.testing.running import eventually, settings_for, token

WITHIN = 10.0


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


async def test_also_with_requests_batches_and_deadlines_in_hand_while_postgres_is_half_open(
    stack: SharedStack, prefix: str
) -> None:
    service, dsn, port = parcels.post(), stack.database_of("post"), free_port()
    found = re.search(r"@([^:/]+):(\d+)/", dsn)
    assert found
    headers = {"authorization": f"Bearer {token('clerk', 'NORTH')}"}
    async with (
        proxied(found[1], int(found[2])) as proxy,
        publishing(stack.kafka_bootstrap, prefix) as publish,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30, trust_env=False) as client,
    ):
        through = dsn.replace(found[0], f"@127.0.0.1:{proxy.local_port}/")
        settings = settings_for(service, dsn=through, kafka=stack.kafka_bootstrap, prefix=prefix)
        settings = settings.model_copy(update={"http_port": port})
        telemetry = configure(service.name, settings)
        serving = asyncio.create_task(serve(service, settings, telemetry))

        async def sends() -> httpx.Response | None:
            try:
                return await client.post("/cases/send-parcel", json={"weight": 7})
            except httpx.TransportError:
                return None

        answer = await eventually(sends)
        assert answer.status_code == 201
        directly = await asyncpg.connect(dsn)
        await eventually(lambda: directly.fetch("select 1 from timeline"))
        proxy.stall()
        for _ in range(3):
            await publish(uuid4(), 1)
        hanging = [asyncio.create_task(sends()) for _ in range(3)]
        await asyncio.sleep(0.5)
        told = monotonic()
        os.kill(os.getpid(), signal.SIGTERM)
        done, _ = await asyncio.wait({serving}, timeout=3 * WITHIN)
        await asyncio.to_thread(telemetry.shutdown)
        took = monotonic() - told
        proxy.mend()
        await asyncio.gather(serving, *hanging)
        await directly.close()
    assert done, "it did not end at all"
    assert took < WITHIN, f"it took {took:.1f} s"
