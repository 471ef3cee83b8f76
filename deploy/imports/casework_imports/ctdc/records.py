"""What a row of the set comes to: a referral of its year by an organisation, and one victim encountered.

The set says neither who referred nor how urgent it was: the channel is `other`, the urgency `low`. What it leaves blank
or redacts stays unknown. The country of exploitation has no field on either fact and is left in the file.
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
    referral = {
        "officeId": OFFICE,
        "channel": "other",
        "allegationTypes": [kind for column, kind in KINDS.items() if line.one_of(column, ("0", "1")) == "1"],
        "allegedVictims": 1,
        "urgency": "low",
        "occurredOn": on,
    }
    yield Record(SET, "intake", "record-referral", row, referral, keep=("urgency",), accounts=place)
    yield Record(SET, "intake", "record-victims", row, {"victims": [victim(row, line)], "occurredOn": on})


def victim(row: str, line: Line) -> dict[str, object]:
    met: dict[str, object] = {"victimId": an_id(SET, f"{row} victim")}
    gender = line.one_of("gender", frozenset(GENDERS))
    if gender:
        met["gender"] = GENDERS[gender]
    if band := line.one_of("ageBroad", frozenset(AGE_BANDS)):
        met["ageBand"] = band
    said = line.text("citizenship")
    if said not in REDACTED:
        if three := iso3(said):
            met["citizenship"] = [three]
        else:
            line.no("citizenship", "is no country of ISO 3166")
    return met
