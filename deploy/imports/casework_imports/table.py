"""Files of rows: a missing column stops before the first row, a bad value is told with its line, its column and why.

Guarantees that what a file leaves empty is None, and that nothing unreadable becomes a value.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TextIO

from throughline.cli import Failed

from casework_imports.record import Kind, Left

LONGEST = 200
UNREADABLE = re.compile("[\x00\ufffd]")


@dataclass(frozen=True)
class Line:
    """One row. Bad cells are added to `left` and read as None."""

    file: str
    number: int
    row: str
    cells: dict[str, str]
    left: list[Left]

    def text(self, column: str) -> str:
        return (self.cells.get(column) or "").strip()

    def whole(self, column: str, least: int | None = 0, most: int = 10_000_000) -> int | None:
        """A whole number; `least` None allows negative ones down to `-most`."""
        if not (said := self.text(column)):
            return None
        try:
            number = int(said)
        except ValueError:
            self.no(column, "is not a whole number")
            return None
        low = -most if least is None else least
        if low <= number <= most:
            return number
        self.no(column, f"is not between {low} and {most}")
        return None

    def amount(self, column: str) -> str | None:
        """A figure above zero, as text."""
        if not (said := self.text(column)):
            return None
        try:
            figure = Decimal(said)
        except InvalidOperation:
            figure = Decimal("nan")
        if not figure.is_finite() or figure < 0 or figure >= Decimal(10) ** 14:
            self.no(column, "is not an amount")
            return None
        return said if figure > 0 else None

    def one_of(self, column: str, known: Sequence[str] | frozenset[str]) -> str | None:
        said = self.text(column)
        if said and said not in known:
            self.no(column, f"is none of {', '.join(sorted(known))}")
            return None
        return said or None

    def no(self, column: str, reason: str, kind: Kind = "impossible_value") -> None:
        self.left.append(Left(self.file, self.number, self.row, column, reason, kind))


def lines(file: Path, columns: Sequence[str], row_of: str | None = None, prefix: str = "") -> Iterator[Line]:
    """The rows of a CSV file. `row_of`: the column that names a row; else its number does, behind `prefix`.

    Raises Failed, before the first row, where the file or one of `columns` is not there.
    """
    with _opened(file) as opened:
        reader = csv.DictReader(opened)
        there = reader.fieldnames or ()
        if missing := [column for column in columns if column not in there]:
            raise Failed(f"{_lacks(file, there, missing)}; nothing was brought in")
        try:
            for number, cells in enumerate(reader, 1):
                at, named = reader.line_num, f"{prefix}{number}"
                row = ((cells.get(row_of) or "").strip()[:LONGEST] or f"line-{at}") if row_of else named
                line = Line(file.name, at, row, cells, [])
                if None in cells or None in cells.values():
                    line.no("", f"has another number of cells than the {len(there)} columns")
                yield line
        except csv.Error as error:
            raise Failed(f"{file.name} cannot be read as CSV after line {reader.line_num}: {error}") from None


def header(file: Path) -> list[str]:
    """The columns of a CSV file. Raises Failed where it is not there."""
    with _opened(file) as opened:
        return next(csv.reader(opened), [])


def _opened(file: Path) -> TextIO:
    if file.is_dir():
        raise Failed(f"{file} is a folder; name the file in it", code=2)
    try:
        return file.open(newline="", encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        raise Failed(f"there is no {file}", code=2) from None
    except OSError as error:
        raise Failed(f"{file} cannot be read: {error.strerror}") from None


def _lacks(file: Path, there: Sequence[str], missing: Sequence[str]) -> str:
    if not there:
        return f"{file.name} is empty"
    if any(UNREADABLE.search(column) for column in there):
        return f"{file.name} is not UTF-8 text"
    return f"{file.name} has no column {', '.join(missing)}"


def about(file: Path) -> int | None:
    """How many rows, roughly, for a bar only: a cell may hold line breaks."""
    if not file.is_file():
        return None
    with file.open("rb") as opened:
        return max(sum(chunk.count(b"\n") for chunk in iter(lambda: opened.read(1 << 20), b"")) - 1, 0)
