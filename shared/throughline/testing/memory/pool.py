"""A database that is not there: transactions that hold nothing, and a coroutine run to its end without a loop."""

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T")


def finish(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns that waits for nothing outside memory. Raises whatever it does."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    work.close()
    raise AssertionError("it waits for something that is not in memory")


class MemoryConnection:
    """`answers`: by statement, the rows that it comes to."""

    def __init__(self) -> None:
        self.answers = dict[str, Callable[..., Sequence[Mapping[str, Any]]]]()

    async def fetch(self, statement: str, *args: Any) -> Sequence[Mapping[str, Any]]:
        return self.answers[statement](*args)

    async def execute(self, _statement: str, change: Callable[[], None]) -> None:
        """What is written here says itself how."""
        change()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """Nothing is undone: what fails in memory fails before it writes."""
        yield


class MemoryPool:
    """`cases` says of every event id which case it was recorded in: the one thing that is asked of a pool itself."""

    def __init__(self, cases: Mapping[UUID, UUID]) -> None:
        self.cases, self.connection = cases, MemoryConnection()

    @asynccontextmanager
    async def acquire(self, timeout: float | None = None) -> AsyncIterator[MemoryConnection]:
        yield self.connection

    async def fetchval(self, _statement: str, event_id: UUID) -> UUID | None:
        return self.cases.get(event_id)
