"""The Python library `eventsourcing` on the same Postgres, as its documentation sets it up, in its safe default.

The default serialises all writers with a table lock, so that followers miss nothing; its faster database functions
are left off, since subscribers lost events with them. Aggregates stay in memory, like the command path's states.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from throughline_bench.callers import CASES_EACH
from throughline_bench.visits import observation


class Visits(Aggregate):
    @event("Opened")
    def __init__(self) -> None:
        self.count = 0

    @event("VisitNoted")
    def note(self, subject_id: str, kind: str, place: str, report_id: str, next_on: str, observed: list[str]) -> None:
        self.count += 1


def opened(dsn: str) -> Application[UUID]:
    """The application; the library's own pool, 5 connections and 10 more when needed, is its default."""
    at = urlsplit(dsn)
    return Application[UUID](
        env={
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": at.path.lstrip("/"),
            "POSTGRES_HOST": at.hostname or "",
            "POSTGRES_PORT": str(at.port),
            "POSTGRES_USER": at.username or "",
            "POSTGRES_PASSWORD": at.password or "",
        }
    )


def side(app: Application[UUID], callers: int, seconds: float) -> Callable[[], Awaitable[float]]:
    """One thread a caller."""
    cases = [[Visits() for _ in range(CASES_EACH)] for _ in range(callers)]
    for own in cases:
        app.save(*own)

    def caller(own: list[Visits], until: float) -> int:
        calls = 0
        for visits in cycle(own):
            visits.note(**{name: _plain(value) for name, value in observation(visits.id, uuid4()).items()})
            app.save(visits)
            calls += 1
            if perf_counter() >= until:
                break
        return calls

    def all_callers() -> float:
        started = perf_counter()
        with ThreadPoolExecutor(callers) as threads:
            total = sum(threads.map(lambda own: caller(own, started + seconds), cases))
        return total / (perf_counter() - started)

    async def once() -> float:
        return await asyncio.to_thread(all_callers)

    return once


def _plain(value: Any) -> Any:
    """As JSON holds it, so that the library's transcoder has nothing of its own to do."""
    return list(value) if isinstance(value, tuple) else value if isinstance(value, str) else str(value)
