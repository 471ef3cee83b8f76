"""Gives the kit's tests two running services that know nothing of each other but a topic."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from uuid import uuid4

import parcels
import pytest
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, running, settings_for


@dataclass(frozen=True)
class Pair:
    post: Running
    depot: Running


@pytest.fixture
def prefix(stack: SharedStack) -> str:
    made = f"t{uuid4().hex[:8]}."
    stack.create_topics(made)
    return made


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
