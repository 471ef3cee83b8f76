"""Whether read models are what the log says: every case is folded anew in memory and compared with its rows.

Some cases are read in one snapshot, and folded while no transaction waits for it, so it may run at any time, on a
service at work. What is parked, held or discarded is in no read model and is counted apart. A difference names rows and
columns, never what stands in them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from throughline.database import Conn, Pool
from throughline.envelope import Record
from throughline.projection.histories import histories, next_cases
from throughline.projection.model import Key
from throughline.projection.projector import Projector
from throughline.projection.table import Table
from throughline.sql import statements

FIRST = UUID(int=0)
AT_ONCE = 250
"""So many cases in one snapshot at most; fewer where they are long."""
SHOWN = 20

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not what the log says: `missing` from the table, `surplus` in it, or other in `columns`."""

    read_model: str
    case_id: UUID
    key: tuple[str, ...]
    kind: Literal["missing", "surplus", "different"]
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Verified:
    """What was compared. `differences` are the first few of `differing`; `last` is the case to go on after, if any."""

    cases: int = 0
    rows: int = 0
    differing: int = 0
    differences: list[Difference] = field(default_factory=list)
    last: UUID | None = None

    def note(self, found: Sequence[Difference]) -> None:
        self.differing += len(found)
        self.differences += found[: SHOWN - len(self.differences)]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """Cases in order, what is known of each, and what stands in every table."""

    cases: Sequence[UUID]
    records: Mapping[UUID, Sequence[Record]]
    stored: Sequence[tuple[Table, Mapping[UUID, dict[Key, Any]]]]


async def verify(pool: Pool, projector: Projector, *, after: UUID = FIRST, limit: int = 100) -> Verified:
    """Compare the next `limit` cases in the order of their ids; with the last ones, look for rows of no case at all."""
    verified, more = Verified(), True
    while more and verified.cases < limit:
        async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
            cases, more = await next_cases(conn, after, min(limit - verified.cases, AT_ONCE))
            snapshot = await _read(conn, projector, cases)
        await _compare(projector, snapshot, verified)
        after = cases[-1] if cases else after
    if more:
        verified.last = after
    else:
        async with pool.acquire() as conn:
            for table in await projector.placed(conn):
                verified.note([_of(table, row, "surplus") for row in await table.of_no_case(conn)])
    return verified


async def verify_case(pool: Pool, projector: Projector, case_id: UUID, verified: Verified) -> None:
    """Compare one case's rows in every read model with a fold of its events."""
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        snapshot = await _read(conn, projector, [case_id])
    await _compare(projector, snapshot, verified)


async def _read(conn: Conn, projector: Projector, cases: Sequence[UUID]) -> _Snapshot:
    known = await histories(conn, projector.feed, cases)
    stored = [(table, await table.of_cases(conn, cases)) for table in await projector.placed(conn)]
    return _Snapshot(cases, known.records, stored)


async def _compare(projector: Projector, read: _Snapshot, verified: Verified) -> None:
    tables = [table for table, _ in read.stored]
    for case_id in read.cases:
        folded = await projector.folded_apart(read.records[case_id], tables)
        for (table, rows), (_, stored) in zip(folded, read.stored, strict=True):
            verified.rows += len(stored[case_id])
            verified.note(list(differences(table, rows, stored[case_id])))
        verified.cases += 1


async def left_out(conn: Conn, feed: str) -> dict[str, int]:
    """How many events are in no read model, by state: held, parked, discarded."""
    return {row["state"]: row["events"] for row in await conn.fetch(sql("left_out"), feed)}


def differences(table: Table, folded: dict[Key, Any], stored: dict[Key, Any]) -> Iterator[Difference]:
    """Every row that is not in the table as it was folded."""
    other = [key for key in folded.keys() | stored.keys() if not _same(table, folded.get(key), stored.get(key))]
    for key in sorted(other, key=str):
        if key not in stored:
            yield _of(table, folded[key], "missing")
        elif key not in folded:
            yield _of(table, stored[key], "surplus")
        else:
            right = table.as_stored(folded[key])
            differ = (name for name in table.columns if getattr(right, name) != getattr(stored[key], name))
            yield _of(table, right, "different", tuple(differ))


def _same(table: Table, folded: Any, stored: Any) -> bool:
    return folded is not None and stored is not None and table.as_stored(folded) == stored


def _of(
    table: Table, row: Any, kind: Literal["missing", "surplus", "different"], columns: tuple[str, ...] = ()
) -> Difference:
    key = tuple(str(getattr(row, name)) for name in table.model.key)
    return Difference(table.model.name, row.case_id, key, kind, columns)
