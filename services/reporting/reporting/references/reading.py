"""A file of a reference set as references, row by row. Pure but for the lines it is given.

Guarantees that a missing column stops it before the first row, and that every number not taken is told with its row
and why: nothing is guessed, and what a publisher suppressed is no number.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reporting.references.sets import Table

WORLD = "WORLD"


class MissingColumn(Exception):
    def __init__(self, file: str, columns: list[str]) -> None:
        super().__init__(f"{file} has no column {', '.join(columns)}; nothing of it is read")


@dataclass(frozen=True, slots=True)
class Reference:
    """`value` None: suppressed by its publisher as below `below`. `row` counts from 1, the header not included."""

    file: str
    row: int
    indicator: str
    place: str
    period: str
    category: str
    unit: str
    value: Decimal | None
    below: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A number that is not taken, and why."""

    file: str
    row: int
    column: str
    because: str


def read(table: Table, lines: Iterable[str]) -> Iterator[Reference | Left]:
    """Every number of a file, taken or left. Raises MissingColumn."""
    rows = csv.DictReader(lines)
    missing = [column for column in table.columns if column not in (rows.fieldnames or ())]
    if missing:
        raise MissingColumn(table.file, missing)
    for number, row in enumerate(rows, 1):
        if any(row[column] not in wanted for column, wanted in table.only.items()):
            continue
        yield from _of_row(table, number, row)


def _of_row(table: Table, number: int, row: Mapping[str, str]) -> Iterator[Reference | Left]:
    if table.periods:
        told = [(column, indicator, period) for column, (indicator, period) in table.periods.items()]
    else:
        told = [
            (column, row[table.indicator] if table.indicator else column, row[table.period]) for column in table.values
        ]
    for column, indicator, period in told:
        value, below, wrong = _number(row[column])
        if wrong:
            yield Left(table.file, number, column, wrong)
        else:
            yield Reference(
                file=table.file,
                row=number,
                indicator=indicator,
                place=row[table.place] if table.place else WORLD,
                period=period,
                category=" / ".join(row[category] for category in table.categories),
                unit=table.unit or row.get("unit", ""),
                value=value,
                below=below,
            )


def _number(text: str | None) -> tuple[Decimal | None, int | None, str]:
    """The number, or below what it was suppressed, or what is wrong with it."""
    text = (text or "").strip()
    if not text:
        return None, None, "empty"
    if text.startswith("<") and text[1:].strip().isdecimal():
        return None, int(text[1:]), ""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None, None, "not a number"
    return (value, None, "") if value.is_finite() and value >= 0 else (None, None, "not a count")
