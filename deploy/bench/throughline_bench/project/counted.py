"""Counts what was handed over, and says when the first and the last of it came."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter


class Counted:
    """The clock runs from the first piece of `work` to the end of the one that completes what is `expected`."""

    def __init__(self, expected: int) -> None:
        self.expected, self.done = expected, 0
        self.started = self.finished = 0.0
        self.fault: Exception | None = None
        self._over = asyncio.Event()

    @contextmanager
    def work(self, records: Callable[[], int]) -> Iterator[None]:
        """Around everything that is done with some records, commit included; `records`: how many are done in all."""
        self.started = self.started or perf_counter()
        try:
            yield
        except Exception as fault:
            self.fault = self.fault or fault
            self._over.set()
            raise
        self.done = records()
        if self.done >= self.expected and not self.complete:
            self.finished = perf_counter()
            self._over.set()

    @property
    def complete(self) -> bool:
        return self._over.is_set()

    async def over(self) -> None:
        """Returns once all is done. Raises the first fault: FastStream only swallows it."""
        await self._over.wait()
        if self.fault:
            raise self.fault

    @property
    def per_second(self) -> float:
        return self.done / (self.finished - self.started)


def check(what: str, found: int, expected: int) -> None:
    """Raises ValueError where a table does not hold exactly what was sent."""
    if found != expected:
        raise ValueError(f"{what} holds {found:,} events instead of {expected:,}: no figure can be made of that")
