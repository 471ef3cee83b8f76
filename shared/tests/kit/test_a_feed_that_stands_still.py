"""Work that is not done: while Postgres is away it waits, however long; else a new consumer is tried, then the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

import parcels
import pytest
from records import publishing
from structlog.testing import capture_logs
from throughline.feed import progress
from throughline.feed.faults import NotMoving
from throughline.runtime import Runtime
from throughline.stack.for_tests import SharedStack
from throughline.testing.proxy import proxied
from throughline.testing.running import Running, eventually, running, settings_for


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "REPORT_EVERY", 0.2)
    monkeypatch.setattr(progress, "STUCK_AFTER", 1.5)


@asynccontextmanager
async def nothing_is_applied(runtime: Runtime) -> AsyncIterator[None]:
    """While this is held, every lane of the read models waits for its turn, and not for the database."""
    async with AsyncExitStack() as held:
        for lane in runtime.live.lanes:
            await held.enter_async_context(lane.turn)
        yield


async def arrives(depot: Running, count: int) -> None:
    await eventually(lambda: depot.rows("select 1 from stock"), lambda rows: len(rows) == count, within=40)


async def test_because_postgres_is_away_it_waits_and_goes_on(stack: SharedStack, prefix: str) -> None:
    service, dsn = parcels.depot(), stack.database_of("depot")
    address = dsn.rpartition("@")[2].partition("/")[0]
    host, _, port = address.partition(":")
    async with proxied(host, int(port)) as proxy, publishing(stack.kafka_bootstrap, prefix) as publish:
        through = dsn.replace(f"@{address}/", f"@127.0.0.1:{proxy.local_port}/")
        settings = settings_for(service, dsn=through, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(service, settings) as depot:
            await publish(uuid4(), 1)
            await arrives(depot, 1)
            proxy.cut()
            with capture_logs() as logs:
                for _ in range(5):
                    await publish(uuid4(), 1)
                await asyncio.sleep(6)
            assert "lane_waits" in {line["event"] for line in logs}
            assert "consumer_begins_anew" not in {line["event"] for line in logs}
            assert depot.runtime.failure is None
            proxy.mend()
            await arrives(depot, 6)


async def test_for_no_known_reason_it_gets_a_new_consumer_first(stack: SharedStack, prefix: str) -> None:
    service, dsn = parcels.depot(), stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
    async with publishing(stack.kafka_bootstrap, prefix) as publish, running(service, settings) as depot:
        await publish(uuid4(), 1)
        await arrives(depot, 1)
        with capture_logs() as logs:
            async with nothing_is_applied(depot.runtime):
                await publish(uuid4(), 1)

                async def said() -> bool:
                    return any(line["event"] == "consumer_begins_anew" for line in logs)

                await eventually(said)
            await arrives(depot, 2)
        assert depot.runtime.failure is None


async def test_that_a_new_consumer_does_not_move_either_ends_the_process(stack: SharedStack, prefix: str) -> None:
    service, dsn = parcels.depot(), stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)

    async def stands_still() -> None:
        async with publishing(stack.kafka_bootstrap, prefix) as publish, running(service, settings) as depot:
            await publish(uuid4(), 1)
            await arrives(depot, 1)
            async with nothing_is_applied(depot.runtime):
                await publish(uuid4(), 1)

                async def failed() -> bool:
                    return depot.runtime.failure is not None

                await eventually(failed, within=60)

    with pytest.raises(NotMoving, match="a new consumer does not move it"):
        await stands_still()
