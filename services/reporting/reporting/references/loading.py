"""Reference sets from a folder into reporting's database: each set at once, in place of what was there of it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psycopg
from throughline.sql import statement

from reporting.references.reading import Left, Reference, read
from reporting.references.sets import SETS, ReferenceSet


@dataclass(frozen=True, slots=True)
class Loaded:
    name: str
    numbers: int
    suppressed: int
    left: tuple[Left, ...]


def found(folder: Path) -> list[ReferenceSet]:
    """The sets whose files are all there."""
    return [one for one in SETS.values() if all((folder / one.folder / table.file).is_file() for table in one.tables)]


def numbers_of(one: ReferenceSet, folder: Path) -> list[Reference | Left]:
    """Every number of a set. Raises MissingColumn before anything is kept."""
    numbers = list[Reference | Left]()
    for table in one.tables:
        with (folder / one.folder / table.file).open(newline="", encoding="utf-8-sig") as lines:
            numbers += read(table, lines)
    return numbers


def load(dsn: str, one: ReferenceSet, folder: Path) -> Loaded:
    """Replace a set. A second time changes nothing."""
    numbers = numbers_of(one, folder)
    taken = [number for number in numbers if isinstance(number, Reference)]
    left = tuple(number for number in numbers if isinstance(number, Left))
    with psycopg.connect(dsn) as connection, connection.cursor() as cursor:
        cursor.execute(statement("reporting.references", "forget_set").encode(), {"set": one.name})
        with cursor.copy(statement("reporting.references", "copy_set").encode()) as copy:
            for number in taken:
                copy.write_row(
                    (
                        one.name,
                        number.file,
                        number.row,
                        number.indicator,
                        number.place,
                        number.period,
                        number.category,
                        number.unit,
                        number.value,
                        number.below,
                    )
                )
    suppressed = sum(number.value is None for number in taken)
    return Loaded(one.name, len(taken), suppressed, left)


def reasons(loaded: Loaded) -> dict[str, int]:
    """Why numbers were left out, and how many each."""
    return dict(Counter(left.because for left in loaded.left))
