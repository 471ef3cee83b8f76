"""The set's two files as rows: defendants and, per defendant and statute, what was charged and what became of it.

Guarantees that what the file leaves empty stays None, that a bad value is told and not used, and that every row is in a
case or told as left out. The charge is known to its month only; every other day is so many days from the first of that
month, as the set counts them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from casework_imports.record import Left
from casework_imports.table import Line, lines

FOLDER = "us_federal_ht_prosecutions"
DEFENDANTS, CHARGES = "defendants.csv", "charges.csv"
PENDING = 999
KEY = re.compile(r"[A-Za-z0-9._:-]{1,60}")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
DISPOSITIONS = frozenset(
    {
        "convicted_plea",
        "convicted_trial",
        "convicted_other_count",
        "dismissed",
        "acquitted_trial",
        "pending",
        "unknown",
    }
)
FATES = ("nolle_prossed", "plea_dismissed", "plea_guilty", "trial_guilty", "trial_not_guilty")
KINDS = ("labor_trafficking", "adult_sex_trafficking", "minor_sex_trafficking")
OF_DEFENDANTS = (
    "defendant_key",
    "case_key",
    "charge_month",
    "arrest_offset_days",
    "sentence_offset_days",
    "terminated_offset_days",
    "detained",
    "bail_type",
    "bail_amount_usd",
    *KINDS,
    "felonies_sentenced",
    "disposition",
    "total_sentence_months",
    "restitution_usd",
    "num_victims",
    "num_victims_female",
)
OF_CHARGES = ("defendant_key", "statute", "counts", *FATES, "fine_usd")


@dataclass(frozen=True)
class Charge:
    """One defendant's charge under one statute; `fates` are counts by what became of them. `ordinal` tells two rows of
    one defendant and statute apart.
    """

    place: str
    statute: str
    ordinal: int
    counts: int
    fates: Mapping[str, int]
    fine: str | None

    @property
    def name(self) -> str:
        return self.statute if self.ordinal == 1 else f"{self.statute} {self.ordinal}"


@dataclass(frozen=True)
class Defendant:
    key: str
    place: str
    charge_month: str
    arrested_on: str | None
    sentenced_on: str | None
    terminated_on: str | None
    detained: str | None
    bail_type: str | None
    bail: str | None
    disposition: str | None
    months: str | None
    restitution: str | None
    kinds: frozenset[str]
    victims: int | None
    women: int | None
    charges: tuple[Charge, ...]

    @property
    def was_sentenced(self) -> bool:
        """Where it gives the day, or the months of somebody it calls convicted. Zero months of others are none."""
        return bool(self.sentenced_on or ((self.disposition or "").startswith("convicted") and self.months))


@dataclass
class Case:
    """`left`: what of its rows could not be read."""

    key: str
    defendants: list[Defendant] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    rows: int = 0

    @property
    def victims(self) -> int | None:
        """The file repeats it on every defendant's row; None where it is on none. Never added up."""
        return next((one.victims for one in self.defendants if one.victims is not None), None)

    @property
    def women(self) -> int | None:
        return next((one.women for one in self.defendants if one.women is not None), None)

    @property
    def kinds(self) -> list[str]:
        return [kind for kind in KINDS if any(kind in one.kinds for one in self.defendants)]


def cases(folder: Path, number: int | None = None) -> list[Case]:
    """The first cases, or all, in the file's order. Raises Failed where a file or a column is not there."""
    place = place_of(folder)
    told = list(lines(place / DEFENDANTS, OF_DEFENDANTS, "defendant_key"))
    charged = list(lines(place / CHARGES, OF_CHARGES, "defendant_key"))
    found: dict[str, Case] = {}
    owners: dict[str, Case] = {}
    usable: list[Line] = []
    for line in told:
        key = line.text("case_key")
        key = key if KEY.fullmatch(key) else ""
        case = found.setdefault(key, Case(key))
        case.rows += 1
        if wrong := unusable(line, owners):
            line.no("", wrong, "duplicate" if line.row in owners else "impossible_value")
            case.left += line.left
        else:
            owners[line.row] = case
            usable.append(line)
    charges = _charges(charged, owners, found)
    for line in usable:
        owners[line.row].defendants.append(defendant(line, tuple(charges.get(line.row, ()))))
        owners[line.row].left += line.left
    return list(found.values())[:number]


def place_of(folder: Path) -> Path:
    """The folder of the two files, or one that has it."""
    return folder if (folder / DEFENDANTS).is_file() else folder / FOLDER


def unusable(line: Line, known: Mapping[str, Case]) -> str:
    """Why nothing can be recorded of a defendant's row at all; empty where something can."""
    if line.left:
        return "its cells do not fit the columns"
    if not KEY.fullmatch(line.text("case_key")):
        return "case_key is empty or no key"
    if not KEY.fullmatch(line.text("defendant_key")):
        return "defendant_key is empty or no key"
    if line.row in known:
        return "the defendant has a row already"
    if not MONTH.fullmatch(line.text("charge_month")):
        return "charge_month is no month (YYYY-MM)"
    return ""


def _charges(
    charged: Iterable[Line], owners: Mapping[str, Case], found: dict[str, Case]
) -> Mapping[str, Sequence[Charge]]:
    """By defendant; a row about nobody known is told as left out."""
    of: dict[str, list[Charge]] = {}
    for line in charged:
        owner = owners.get(line.row)
        case = owner or found.setdefault("", Case(""))
        case.rows += 1
        if owner is None:
            line.no("", f"no row of {DEFENDANTS} that could be read is about this defendant", "missing")
        elif (made := charge(line, of.get(line.row, ()))) is not None:
            of.setdefault(line.row, []).append(made)
        case.left += line.left
    return of


def charge(line: Line, before: Iterable[Charge]) -> Charge | None:
    """None where the row names no statute or no number of counts: then it charges nothing that could be recorded."""
    statute, counts = line.text("statute"), line.whole("counts", 1, 10_000)
    if line.left and any(not left.column for left in line.left):
        return None
    if not re.fullmatch(r"[0-9A-Za-z .,:;/§()-]{1,60}", statute):
        line.no("statute", "is empty or no statute")
        return None
    if counts is None:
        if not line.text("counts"):
            line.no("counts", "is empty", "missing")
        return None
    ordinal = 1 + sum(one.statute == statute for one in before)
    fates = {fate: line.whole(fate, 0, 10_000) or 0 for fate in FATES}
    return Charge(f"{CHARGES}:{line.number}", statute, ordinal, counts, fates, line.amount("fine_usd"))


def defendant(line: Line, charges: tuple[Charge, ...]) -> Defendant:
    month = line.text("charge_month")
    disposition = line.one_of("disposition", DISPOSITIONS)
    if line.whole("felonies_sentenced", 0, 999) == PENDING and disposition not in (None, "pending"):
        line.no("felonies_sentenced", f"999 means pending, but disposition says {disposition}; that is recorded")
    return Defendant(
        key=line.row,
        place=f"{DEFENDANTS}:{line.number}",
        charge_month=month,
        arrested_on=day(line, month, "arrest_offset_days"),
        sentenced_on=day(line, month, "sentence_offset_days"),
        terminated_on=day(line, month, "terminated_offset_days"),
        detained=line.one_of("detained", frozenset({"detained", "released"})),
        bail_type=line.one_of("bail_type", frozenset({"none", "surety", "non_surety"})),
        bail=line.amount("bail_amount_usd"),
        disposition=disposition,
        months=months(line),
        restitution=line.amount("restitution_usd"),
        kinds=frozenset(kind for kind in KINDS if line.one_of(kind, frozenset({"0", "1"})) == "1"),
        victims=line.whole("num_victims", 0, 100_000),
        women=line.whole("num_victims_female", 0, 100_000),
        charges=charges,
    )


def day(line: Line, month: str, column: str) -> str | None:
    """The day that lies so many days after the first of the charge month; None where the column says nothing."""
    offset = line.whole(column, None, 30_000)
    return None if offset is None else (date.fromisoformat(f"{month}-01") + timedelta(offset)).isoformat()


def months(line: Line) -> str | None:
    """As the file says them, zero too, which is not the same as nothing."""
    said = line.text("total_sentence_months")
    if not said:
        return None
    if not re.fullmatch(r"\d{1,6}(\.\d{1,2})?", said):
        line.no("total_sentence_months", "is no number of months")
        return None
    return said
