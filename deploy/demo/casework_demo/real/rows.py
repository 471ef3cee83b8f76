"""The set's two files as rows: defendants and, per defendant and statute, what was charged and what became of it.

Guarantees that what the file leaves empty stays None. The charge is known to its month only; every other day is so many
days from the first of that month, as the set counts them.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from throughline.cli import Failed

FOLDER = "us_federal_ht_prosecutions"
Row = Mapping[str, str]


@dataclass(frozen=True)
class Charge:
    """One defendant's charge under one statute; `fates` are counts by what became of them."""

    statute: str
    row: Row

    @property
    def counts(self) -> int:
        return int(self.row["counts"])

    def fate(self, column: str) -> int:
        return int(self.row[column] or 0)


@dataclass(frozen=True)
class Defendant:
    key: str
    row: Row
    charges: Sequence[Charge]

    @property
    def charge_month(self) -> str:
        return self.row["charge_month"]

    def day(self, column: str) -> str | None:
        """The day that lies as many days after the charge as the column says; None where it says nothing."""
        offset = self.row[column]
        return (date.fromisoformat(f"{self.charge_month}-01") + timedelta(int(offset))).isoformat() if offset else None

    def amount(self, column: str) -> str | None:
        """A figure above zero, as text."""
        return self.row[column] if self.row[column] and float(self.row[column]) > 0 else None

    def counts(self, *fates: str) -> int:
        return sum(charge.fate(fate) for charge in self.charges for fate in fates)


@dataclass(frozen=True)
class Case:
    """`of_case`: a number that the file repeats on every defendant's row, None where it is on none."""

    key: str
    defendants: Sequence[Defendant]

    def of_case(self, column: str) -> int | None:
        return next((int(one.row[column]) for one in self.defendants if one.row[column]), None)

    def any(self, column: str) -> bool:
        return any(one.row[column] == "1" for one in self.defendants)


def cases(folder: Path, number: int) -> list[Case]:
    """The first cases, in the file's order. Raises Failed where the set is not there."""
    place = folder / FOLDER
    charges: dict[str, list[Charge]] = {}
    for row in read(place / "charges.csv"):
        charges.setdefault(row["defendant_key"], []).append(Charge(row["statute"], row))
    found: list[Case] = []
    for key, rows in groupby(read(place / "defendants.csv"), key=lambda row: row["case_key"]):
        if len(found) == number:
            break
        people = [Defendant(row["defendant_key"], row, charges.get(row["defendant_key"], ())) for row in rows]
        found.append(Case(key, people))
    return found


def read(file: Path) -> Iterator[Row]:
    if not file.is_file():
        raise Failed(f"there is no {file}; --real wants the folder that holds {FOLDER} and ctdc_global_kanon_2020")
    with file.open(newline="") as lines:
        yield from csv.DictReader(lines)
