"""A build compared with a pure fold of the log, page by page, and with the table that it is to replace.

A page is read in one snapshot with a few statements, and folded while no transaction waits for it. The fold decides.
The old table is only told of: where it differs it was wrong, or means something else.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID

from throughline.database import Conn, Pool
from throughline.projection.histories import Histories, accounted_for, histories, next_cases
from throughline.projection.model import Key
from throughline.projection.projector import Projector
from throughline.projection.table import Table
from throughline.projection.verifying import FIRST, differences
from throughline.rebuild.faults import LostClaim
from throughline.rebuild.job import Build, Job
from throughline.sql import statements

PAGE = 250
SPACE = 1 << 256

sql = statements(__package__)
Rows = Mapping[Key, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Some cases as one snapshot has them. `before`: the old table's rows, of those that both feeds know alike."""

    cases: Sequence[UUID]
    known: Histories
    table: Table
    built: Mapping[UUID, dict[Key, Any]]
    before: Mapping[UUID, dict[Key, Any]]


@dataclass(slots=True)
class Content:
    """How many rows, and a hash of what stands in them that does not depend on their order."""

    rows: int = 0
    sum: int = 0

    def add(self, of_rows: Collection[int]) -> None:
        self.rows += len(of_rows)
        self.sum = (self.sum + sum(of_rows)) % SPACE

    @property
    def hash(self) -> str:
        return f"{self.sum:064x}"


class Compared:
    """`before`: the old table, in the cases for which both feeds stood at the same versions; `now` in the same ones."""

    def __init__(self) -> None:
        self.cases = self.differing = self.other_than_before = self.before_cases = 0
        self.first = ""
        self.folded, self.built, self.before = Content(), Content(), Content()

    @property
    def right(self) -> bool:
        return not self.differing and self.folded == self.built

    def report(self) -> dict[str, Any]:
        """Counts and hashes only."""
        contents = {"folded": self.folded, "built": self.built, "before": self.before}
        told = {name: {"rows": one.rows, "hash": one.hash} for name, one in contents.items()}
        return {
            "cases": self.cases,
            "differing": self.differing,
            **told,
            "beforeCases": self.before_cases,
            "otherThanBefore": self.other_than_before,
        }


async def compare(
    pool: Pool, job: Job, old: Build | None, projector: Projector, note: Callable[[int], Awaitable[None]]
) -> Compared:
    """Compare every case, each in one snapshot, while both feeds go on. `note` is told how many are done."""
    compared = Compared()
    async with aclosing(_pages(pool, job, old, projector)) as pages:
        async for page in pages:
            for case_id in page.cases:
                _compare_case(page, projector, case_id, compared)
                await asyncio.sleep(0)  # the loop has other work
            await note(compared.cases)
    return compared


async def _pages(pool: Pool, job: Job, old: Build | None, projector: Projector) -> AsyncGenerator[Page, None]:
    """All cases in order; Postgres reads the next page while this one is compared."""
    reading = asyncio.create_task(_page(pool, job, old, projector, FIRST))
    try:
        while True:
            page, more = await reading
            if more:
                reading = asyncio.create_task(_page(pool, job, old, projector, page.cases[-1]))
            yield page
            if not more:
                return
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def _page(pool: Pool, job: Job, old: Build | None, projector: Projector, after: UUID) -> tuple[Page, bool]:
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        cases, more = await next_cases(conn, after, PAGE)
        return await _read(conn, job, old, projector, cases), more


async def _read(conn: Conn, job: Job, old: Build | None, projector: Projector, cases: Sequence[UUID]) -> Page:
    table = next((table for table in await projector.placed(conn) if table.relation == job.relation), None)
    if table is None:
        raise LostClaim
    known = await histories(conn, job.feed, cases)
    built, before = await table.of_cases(conn, cases), dict[UUID, dict[Key, Any]]()
    if old:
        alike = await _alike(conn, job, old, known)
        before = await Table(table.model, old.relation).of_cases(conn, alike)
    return Page(cases, known, table, built, before)


async def _alike(conn: Conn, job: Job, old: Build, known: Histories) -> list[UUID]:
    """The cases of which both feeds have accounted for the same, and have nothing parked."""
    there = await accounted_for(conn, old.feed, known.all_streams)
    rows = await conn.fetch(sql("parked_cases"), [old.feed, job.feed], list(known.streams))
    parked = {row["case_id"] for row in rows}
    return [
        case_id
        for case_id, streams in known.streams.items()
        if case_id not in parked and all(there.get(one) == known.versions.get(one) for one in streams)
    ]


def _compare_case(page: Page, projector: Projector, case_id: UUID, compared: Compared) -> None:
    table, built = page.table, page.built[case_id]
    ((_, folded),) = projector.rows_after(page.known.records[case_id], [table])
    wrong = list(differences(table, folded, built))
    compared.cases += 1
    compared.differing += len(wrong)
    if wrong and not compared.first:
        compared.first = f"case {case_id}: row {', '.join(wrong[0].key)} is {wrong[0].kind}"
    hashes = {key: _hash(table, row) for key, row in built.items()}
    compared.built.add(hashes.values())
    compared.folded.add([_hash(table, table.as_stored(row)) for row in folded.values()] if wrong else hashes.values())
    if case_id in page.before:
        before = page.before[case_id]
        compared.before_cases += 1
        compared.other_than_before += sum(before.get(key) != built.get(key) for key in before.keys() | built.keys())
        compared.before.add(
            [hashes[key] if row == built.get(key) else _hash(table, row) for key, row in before.items()]
        )


def _hash(table: Table, row: Any) -> int:
    text = dumps(table.plain(row), sort_keys=True, default=str)
    return int.from_bytes(sha256(text.encode()).digest())
