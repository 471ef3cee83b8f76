"""Gives the kit's tests two running services that know nothing of each other but a topic."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import parcels
import pytest
import pytest_asyncio
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, running, settings_for


@dataclass(frozen=True)
class Pair:
    post: Running
    depot: Running


@pytest.fixture
def prefix(stack: SharedStack) -> Iterator[str]:
    with stack.topics(*parcels.TOPICS) as made:
        yield made


@asynccontextmanager
async def at_work(stack: SharedStack, prefix: str) -> AsyncIterator[Pair]:
    async with AsyncExitStack() as services:
        started = [
            await services.enter_async_context(
                running(
                    service,
                    settings_for(
                        service, dsn=stack.database_of(service.name), kafka=stack.kafka_bootstrap, prefix=prefix
                    ),
                )
            )
            for service in (parcels.post(), parcels.depot())
        ]
        yield Pair(*started)


@pytest.fixture
async def pair_of_the_test(stack: SharedStack, prefix: str) -> AsyncIterator[Pair]:
    async with at_work(stack, prefix) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pair_of_the_module(stack: SharedStack) -> AsyncIterator[Pair]:
    with stack.topics(*parcels.TOPICS) as prefix:
        async with at_work(stack, prefix) as made:
            yield made


@pytest.fixture
def pair(request: pytest.FixtureRequest) -> Pair:
    """Started for this test; in a module whose tests are all of one loop, for all of them, and then each of them looks
    at nothing but cases of its own."""
    parcels.broken.update({"reaction": False, "read model": False})
    marker = request.node.get_closest_marker("asyncio")
    of_all = marker is not None and marker.kwargs.get("loop_scope") == "module"
    made: Pair = request.getfixturevalue("pair_of_the_module" if of_all else "pair_of_the_test")
    return made
