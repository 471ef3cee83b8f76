"""Somebody who reads a read model all the while, and notices whatever was there before and is not any more."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import asyncpg

AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
)
SAMPLE = 80


@dataclass
class Reads:
    """`partial`: answers with fewer rows of a case than one before them. `refused`: what the database refused."""

    answered: int = 0
    partial: int = 0
    refused: int = 0

    async def read(self, connect: Callable[[], Awaitable[asyncpg.Connection]], model: str, over: asyncio.Event) -> None:
        """A random sample of cases, again and again, until it is over; a server that is away is waited for."""
        counts = f"select case_id, count(*) as rows from {model} where case_id = any($1::uuid[]) group by case_id"
        some = f"select case_id from {model} group by case_id order by random() limit {SAMPLE}"
        seen = dict[UUID, int]()
        while not over.is_set():
            connection = await connect()
            with suppress(*AWAY):
                cases = [row["case_id"] for row in await connection.fetch(some, timeout=10)]
                for _ in range(200):
                    if over.is_set():
                        break
                    try:
                        rows = await connection.fetch(counts, [*{*seen, *cases}], timeout=10)
                    except asyncpg.PostgresError as refused:
                        if isinstance(refused, AWAY):
                            raise
                        self.refused += 1
                        continue
                    found = {row["case_id"]: row["rows"] for row in rows}
                    self.answered += 1
                    self.partial += any(found.get(case, 0) < before for case, before in seen.items())
                    seen = dict(list(found.items())[:SAMPLE])
                    await asyncio.sleep(0.001)
            connection.terminate()
