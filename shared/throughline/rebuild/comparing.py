"""A build compared with a pure fold of the log, case by case, and with the table that it is to replace.

The fold decides. The old table is only told of: where it differs it was wrong, or means something else.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID

from throughline.database import Pool
from throughline.projection.projector import Projector
from throughline.projection.table import Table
from throughline.projection.verifying import FIRST, differences
from throughline.rebuild.job import Build, Job
from throughline.sql import statements

PAGE = 100
SPACE = 1 << 256

sql = statements(__package__)


@dataclass(slots=True)
class Content:
    """How many rows, and a hash of what stands in them that does not depend on their order."""

    rows: int = 0
    sum: int = 0

    def add(self, table: Table, row: Any) -> None:
        text = dumps(table.plain(row), sort_keys=True, default=str)
        self.rows += 1
        self.sum = (self.sum + int.from_bytes(sha256(text.encode()).digest())) % SPACE

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
    compared, after = Compared(), FIRST
    while True:
        async with pool.acquire() as conn:
            cases = [row["case_id"] for row in await conn.fetch(sql("cases_after"), after, PAGE)]
        for case_id in cases:
            await _compare_case(pool, job, old, projector, case_id, compared)
        await note(compared.cases)
        if len(cases) < PAGE:
            return compared
        after = cases[-1]


async def _compare_case(
    pool: Pool, job: Job, old: Build | None, projector: Projector, case_id: UUID, compared: Compared
) -> None:
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        for table, folded in await projector.folded(conn, case_id):
            if table.relation != job.relation:
                continue
            built = await table.of_case(conn, case_id)
            wrong = list(differences(table, folded, built))
            compared.differing += len(wrong)
            if wrong and not compared.first:
                compared.first = f"case {case_id}: row {', '.join(wrong[0].key)} is {wrong[0].kind}"
            for row in folded.values():
                compared.folded.add(table, table.as_stored(row))
            for row in built.values():
                compared.built.add(table, row)
            if old and await conn.fetchval(sql("same_versions"), old.feed, job.feed, case_id):
                before = await Table(table.model, old.relation).of_case(conn, case_id)
                compared.before_cases += 1
                compared.other_than_before += sum(
                    before.get(key) != built.get(key) for key in before.keys() | built.keys()
                )
                for row in before.values():
                    compared.before.add(table, row)
    compared.cases += 1
