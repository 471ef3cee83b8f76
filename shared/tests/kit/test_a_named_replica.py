"""A process that is named takes its own place again: it may vanish and come back, and no other reader stops for it."""

from collections import Counter
from contextlib import AsyncExitStack
from time import monotonic
from typing import Any
from uuid import uuid4

import parcels
import pytest
from records import publishing
from throughline.feed import Subscription
from throughline.settings import Settings
from throughline.stack.for_tests import SharedStack
from throughline.testing.proxy import proxied
from throughline.testing.running import Running, eventually, running, settings_for

SESSION = 10.0
"""How long Kafka waits for one that is silent, in seconds."""
TRIES = 4


@pytest.fixture
def times_assigned(monkeypatch: pytest.MonkeyPatch) -> Counter[Subscription]:
    times, assigned = Counter[Subscription](), Subscription.on_partitions_assigned

    async def counted(self: Subscription, partitions: Any) -> None:
        await assigned(self, partitions)
        times[self] += 1

    monkeypatch.setattr(Subscription, "on_partitions_assigned", counted)
    return times


def live(process: Running) -> Subscription:
    return process.runtime.readers.subscriptions["live"]


async def reads(process: Running, times: Counter[Subscription], partitions: int) -> None:
    """Wait until it has that many, and has begun to read where they stand."""

    async def has() -> bool:
        one = process.runtime.readers.subscriptions.get("live")
        return one is not None and times[one] > 0 and len(one.consumer.assignment()) == partitions

    await eventually(has)


async def test_comes_back_without_a_rebalance(
    stack: SharedStack, prefix: str, times_assigned: Counter[Subscription]
) -> None:
    service, dsn = parcels.depot(), stack.database_of("depot")
    host, _, port = stack.kafka_bootstrap.partition(":")

    def named(name: str, kafka: str) -> Settings:
        settings = settings_for(service, dsn=dsn, kafka=kafka, prefix=prefix, roles="projector")
        return settings.model_copy(update={"replica": name})

    async with AsyncExitStack() as exits:
        first = await exits.enter_async_context(running(service, named("1", stack.kafka_bootstrap)))
        await reads(first, times_assigned, 24)
        for number in range(TRIES):
            name = f"other-{number}"
            proxy = await exits.enter_async_context(proxied(host, int(port), own_address=True))
            vanishing = await exits.enter_async_context(running(service, named(name, f"{host}:{proxy.local_port}")))
            await reads(vanishing, times_assigned, 12)
            await reads(first, times_assigned, 12)
            before, since = times_assigned[live(first)], monotonic()
            proxy.cut()
            back = await exits.enter_async_context(running(service, named(name, stack.kafka_bootstrap)))
            await reads(back, times_assigned, 12)
            if monotonic() - since < SESSION / 2:
                break
            exits.push_async_callback(vanishing.runtime.stop)
            await back.runtime.stop()
            await reads(first, times_assigned, 24)
        else:
            pytest.fail(f"nothing starts within {SESSION / 2} s: this machine is too slow to tell")
        publish = await exits.enter_async_context(publishing(stack.kafka_bootstrap, prefix))
        await publish(uuid4(), 1)
        await eventually(lambda: first.rows("select 1 from stock"))
        assert times_assigned[live(first)] == before, "the other one kept what it had, and read on"
