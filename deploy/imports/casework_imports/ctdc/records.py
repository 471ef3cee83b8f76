"""What a row of the set comes to: a referral of its year, one victim encountered, and how she was exploited and where.

The set says neither who referred nor how urgent it was: the channel is `other`, the urgency `low`. What it leaves blank
or redacts stays unknown. Where she was exploited is recorded also of those of whom it names no kind of exploitation.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from casework_imports.codes import AGE_BANDS, GENDERS, REDACTED, iso3
from casework_imports.record import Record, Unit, an_id
from casework_imports.table import Line, lines

SET = "ctdc"
OFFICE = "PHL-MNL"
COLUMNS = (
    "yearOfRegistration",
    "gender",
    "ageBroad",
    "citizenship",
    "isForcedLabour",
    "isSexualExploit",
    "CountryOfExploitation",
)
KINDS = {"isForcedLabour": "ForcedLabour", "isSexualExploit": "SexualExploitation"}
YEAR = re.compile(r"(19|20)\d{2}")


def units(file: Path) -> Iterator[Unit]:
    """One case a row, read as they are sent: the file may be of any size. Raises Failed for a missing column."""
    for line in lines(file, COLUMNS):
        yield unit(line)


def unit(line: Line) -> Unit:
    place = (f"{line.file}:{line.number}",)
    records = tuple(told(line.row, line, place)) if not line.left else ()
    return Unit(line.row, OFFICE, an_id(SET, line.row), records, 1, tuple(line.left))


def told(row: str, line: Line, place: tuple[str, ...]) -> Iterator[Record]:
    year = line.text("yearOfRegistration")
    if year and not YEAR.fullmatch(year):
        line.no("yearOfRegistration", "is no year")
        year = ""
    on = year or "unknown"
    kinds = [kind for column, kind in KINDS.items() if line.one_of(column, ("0", "1")) == "1"]
    referral = {
        "officeId": OFFICE,
        "channel": "other",
        "allegationTypes": kinds,
        "allegedVictims": 1,
        "urgency": "low",
        "occurredOn": on,
    }
    yield Record(SET, "intake", "record-referral", row, referral, keep=("urgency",), accounts=place)
    yield Record(SET, "intake", "record-victims", row, {"victims": [victim(row, line)], "occurredOn": on})
    country = country_of(line, "CountryOfExploitation")
    if kinds or country:
        how = {"victimId": her_id(row), "types": kinds, "basis": "assessed", "occurredOn": "unknown"}
        yield Record(SET, "intake", "record-exploitation", row, {**how, **({"country": country} if country else {})})


def her_id(row: str) -> str:
    return an_id(SET, f"{row} victim")


def victim(row: str, line: Line) -> dict[str, object]:
    met: dict[str, object] = {"victimId": her_id(row)}
    gender = line.one_of("gender", frozenset(GENDERS))
    if gender:
        met["gender"] = GENDERS[gender]
    if band := line.one_of("ageBroad", frozenset(AGE_BANDS)):
        met["ageBand"] = band
    if citizenship := country_of(line, "citizenship"):
        met["citizenship"] = [citizenship]
    return met


def country_of(line: Line, column: str) -> str | None:
    said = line.text(column)
    if said in REDACTED:
        return None
    if not (three := iso3(said)):
        line.no(column, "is no country of ISO 3166")
    return three
