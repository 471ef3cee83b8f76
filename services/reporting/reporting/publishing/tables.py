"""A table of counts with its totals, and the same as it may be shown. A list is a table of one column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Place = tuple[int, int]
"""Row and column; TOTAL in either place is the sum over it."""
TOTAL = -1
Numbers = tuple[tuple[int, ...], ...]


class NotATable(ValueError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"counts are no table: {reason}")


@dataclass(frozen=True, slots=True)
class Counts:
    """True counts: as sensitive as the records behind them."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Numbers

    def __post_init__(self) -> None:
        if not self.rows or not self.columns:
            raise NotATable("it needs a row and a column")
        if len(set(self.rows)) < len(self.rows) or len(set(self.columns)) < len(self.columns):
            raise NotATable("a row or a column is named twice")
        if len(self.cells) != len(self.rows) or any(len(row) != len(self.columns) for row in self.cells):
            raise NotATable("every row needs a count for every column")
        if any(count < 0 for row in self.cells for count in row):
            raise NotATable("a count is not negative")

    def places(self) -> Iterator[Place]:
        """Every cell, then the totals of rows, of columns, and of all."""
        rows, columns = range(len(self.rows)), range(len(self.columns))
        yield from ((row, column) for row in rows for column in columns)
        yield from ((row, TOTAL) for row in rows)
        yield from ((TOTAL, column) for column in columns)
        yield TOTAL, TOTAL

    def at(self, place: Place) -> int:
        row, column = place
        chosen: Sequence[tuple[int, ...]] = self.cells if row == TOTAL else (self.cells[row],)
        return sum(sum(one) if column == TOTAL else one[column] for one in chosen)


@dataclass(frozen=True, slots=True)
class Shown:
    """None: not shown. `rounding` r: a count is shown as the multiple of r below it, or itself where r is 1."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None
    k: int
    rounding: int

    def at(self, place: Place) -> int | None:
        row, column = place
        if row == TOTAL:
            return self.total if column == TOTAL else self.column_totals[column]
        return self.row_totals[row] if column == TOTAL else self.cells[row][column]
