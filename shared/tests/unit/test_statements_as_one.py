"""A batch's statements as one, and the rows that a lane remembers between batches."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, cast

from throughline.projection import Change, ReadModel
from throughline.projection.model import Key
from throughline.projection.projector import REMEMBERED_ROWS, _folded
from throughline.testing.memory.tables import MemoryTable
from throughline.writes import Write, together

CONN = cast(Any, None)


def test_the_first_says_what_is_returned_and_every_parameter_keeps_its_argument() -> None:
    made = together(
        Write("select f($1, $2);\n", ["a", "b"]),
        [Write("insert into t select $1, $2, $1;", [1, 2]), Write("delete from u where k = $1", [3])],
    )
    said = " ".join(made.text.split())
    others = "with w1 as ( insert into t select $3, $4, $3 ), w2 as ( delete from u where k = $5 )"
    assert said == f"{others} select f($1, $2);"
    assert made.args == ["a", "b", 1, 2, 3]


def test_one_alone_stays_as_it_is() -> None:
    assert together(Write("select $1", [1]), []) == Write("select $1", [1])


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    count: int = 0


class Counts(ReadModel[Row]):
    name = "counts"
    row = Row
    key = ("name",)


class Counting(MemoryTable):
    """Says which keys were loaded."""

    loaded: list[set[Key]]

    async def load(self, conn: Any, keys: Collection[Key]) -> dict[Key, Any]:
        self.loaded.append(set(keys))
        return await super().load(conn, keys)


def counting() -> Counting:
    table = Counting(Counts())
    table.loaded = []
    return table


def once_more(name: str) -> Change:
    return Change((name,), lambda row: replace(row, count=row.count + 1))


def gone(name: str) -> Change:
    return Change((name,), lambda _row: None)


async def write(table: Counting, changes: list[Change], rows: dict[Key, Any]) -> None:
    for one in await _folded(CONN, table, changes, rows):
        one.args[0]()


async def test_a_remembered_row_is_not_loaded_again_and_counts_on() -> None:
    table, rows = counting(), dict[Key, Any]()
    await write(table, [once_more("a"), once_more("a")], rows)
    await write(table, [once_more("a"), once_more("b")], rows)
    assert table.rows == {("a",): Row("a", 3), ("b",): Row("b", 1)} == rows
    assert table.loaded == [{("a",)}, {("b",)}]


async def test_what_was_written_by_another_is_seen_once_nothing_is_remembered() -> None:
    table, rows = counting(), dict[Key, Any]()
    await write(table, [once_more("a")], rows)
    table.rows[("a",)] = Row("a", 10)
    rows.clear()
    await write(table, [once_more("a")], rows)
    assert table.rows == {("a",): Row("a", 11)}


async def test_that_a_row_is_gone_is_remembered_too() -> None:
    table, rows = counting(), dict[Key, Any]()
    await write(table, [once_more("a")], rows)
    await write(table, [gone("a")], rows)
    await write(table, [gone("a")], rows)
    assert table.rows == {}
    await write(table, [once_more("a")], rows)
    assert table.rows == {("a",): Row("a", 1)}
    assert table.loaded == [{("a",)}]


async def test_what_is_remembered_has_an_end() -> None:
    table, rows = counting(), dict[Key, Any]()
    for number in range(3 * REMEMBERED_ROWS):
        await write(table, [once_more(f"row {number}")], rows)
    assert len(rows) <= REMEMBERED_ROWS + 1
    assert len(table.rows) == 3 * REMEMBERED_ROWS
