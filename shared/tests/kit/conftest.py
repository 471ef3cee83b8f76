"""Gives the kit's tests two running services that know nothing of each other but a topic."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import parcels
import pytest
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, running, settings_for


@dataclass(frozen=True)
class Pair:
    post: Running
    depot: Running


@pytest.fixture
def prefix(stack: SharedStack) -> Iterator[str]:
    with stack.topics() as made:
        yield made


@pytest.fixture
async def pair(stack: SharedStack, prefix: str) -> AsyncIterator[Pair]:
    parcels.broken.update({"reaction": False, "read model": False})
    async with AsyncExitStack() as services:
        started = [
            await services.enter_async_context(
                running(
                    service,
                    settings_for(
                        service, dsn=stack.create_database(service.name), kafka=stack.kafka_bootstrap, prefix=prefix
                    ),
                )
            )
            for service in (parcels.post(), parcels.depot())
        ]
        yield Pair(*started)
