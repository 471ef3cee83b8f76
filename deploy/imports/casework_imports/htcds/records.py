"""What a row of the standard comes to: a referral, a victim in codes, how she was exploited, and who determined her
status.

Names, contacts, addresses, identity numbers and texts are left in the file; a date of birth becomes an age band on the
day of the referral, and goes no further.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pycountry

from casework_imports.codes import band_of, country
from casework_imports.htcds.codes import (
    BIRTHDATE,
    CITIZENSHIP,
    DECIDED_BY,
    DECIDERS,
    EXPLOITATION,
    EXPLOITATIONS,
    GENDER,
    GENDERS,
    INDUSTRIES,
    INDUSTRY,
    LANGUAGE,
    MEANS,
    MEANS_OF_CONTROL,
    REASON,
    REASONS,
    RECRUITMENT,
    RECRUITMENTS,
    REFERRED_ON,
    RELATIONSHIP,
    RELATIONSHIPS,
    REQUIRED,
    SEXUAL,
    SEXUAL_EXPLOITATIONS,
    STATUS,
    STATUSES,
    WELCOME,
)
from casework_imports.record import UNKNOWN, Record, Unit, an_id
from casework_imports.table import Line, header, lines

SET = "htcds"
BETWEEN = re.compile(r"\s*[;|]\s*")
MOST = 10


def units(file: Path, office: str) -> Iterator[Unit]:
    """One case a row. Raises Failed for a missing column."""
    for line in lines(file, REQUIRED, prefix=f"{mark(file)}."):
        yield unit(line.row, line, office)


def mark(file: Path) -> str:
    """Stands for the file's name in what is recorded: the name itself may be somebody's, and stays here."""
    return hashlib.sha256(file.stem.encode()).hexdigest()[:8]


def unit(row: str, line: Line, office: str) -> Unit:
    records = tuple(told(row, line, office)) if not line.left and any(map(line.text, REQUIRED)) else ()
    if not records and not line.left:
        line.no("", "is empty in every column that is taken over", "missing")
    return Unit(row, office, an_id(SET, row), records, 1, tuple(line.left))


def told(row: str, line: Line, office: str) -> Iterator[Record]:
    on = day(line, REFERRED_ON)
    when = {"occurredOn": on.isoformat() if on else UNKNOWN}
    alleged = several(line, EXPLOITATION, EXPLOITATIONS)
    referral: dict[str, object] = {
        "officeId": office,
        "channel": "other",
        "allegationTypes": alleged,
        "allegedVictims": 1,
        "urgency": "low",
    }
    if reason := line.one_of(REASON, REASONS):
        referral["reason"] = reason
    place = (f"{line.file}:{line.number}",)
    yield Record(SET, "intake", "record-referral", row, {**referral, **when}, keep=("urgency",), accounts=place)
    yield Record(SET, "intake", "record-victims", row, {"victims": [victim(row, line, on)], **when})
    status, decided_by = line.one_of(STATUS, STATUSES), line.one_of(DECIDED_BY, DECIDERS)
    about = {"victimId": an_id(SET, f"{row} victim"), "occurredOn": UNKNOWN}
    if how := exploited(line, alleged):
        basis = "assessed" if status and decided_by else "alleged"
        yield Record(SET, "intake", "record-exploitation", row, {**about, **how, "basis": basis})
    if status and decided_by:
        standing = "agency_view" if decided_by == "NGO" else "official"
        said = {"status": status, "decidedBy": decided_by, "standing": standing}
        yield Record(SET, "intake", "record-victim-status", row, {**about, **said})
    elif status:
        line.no(STATUS, f"has nobody in {DECIDED_BY} who determined it", "missing")


def exploited(line: Line, types: list[str]) -> dict[str, object]:
    """In which ways, by which means, recruited how: whatever the row knows, though it names no type."""
    how: dict[str, object] = {}
    if sexual := several(line, SEXUAL, SEXUAL_EXPLOITATIONS):
        how["sexualTypes"] = sexual
    if means := several(line, MEANS, MEANS_OF_CONTROL):
        how["means"] = means
    if recruited := several(line, RECRUITMENT, RECRUITMENTS):
        how["recruitment"] = recruited
    if industry := line.one_of(INDUSTRY, INDUSTRIES):
        how["industry"] = industry
    if relationship := line.one_of(RELATIONSHIP, RELATIONSHIPS):
        how["relationship"] = relationship
    return {"types": types, **how} if types or how else {}


def victim(row: str, line: Line, on: date | None) -> dict[str, object]:
    met: dict[str, object] = {"victimId": an_id(SET, f"{row} victim")}
    if gender := line.one_of(GENDER, GENDERS):
        met["gender"] = gender
    countries = []
    for said in filter(None, BETWEEN.split(line.text(CITIZENSHIP))):
        if three := country(said):
            countries.append(three)
        else:
            line.no(CITIZENSHIP, "is no country of ISO 3166")
    if countries:
        met["citizenship"] = list(dict.fromkeys(countries))[:MOST]
    if (born := day(line, BIRTHDATE)) and on:
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        if 0 <= age <= 120:
            met["ageBand"] = band_of(age)
        else:
            line.no(BIRTHDATE, "is no birth before the referral")
    if said := line.text(LANGUAGE):
        if language := language_of(said):
            met["languageNeeded"] = language
        else:
            line.no(LANGUAGE, "is no language of ISO 639")
    return met


def day(line: Line, column: str) -> date | None:
    said = line.text(column)
    if not said:
        return None
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        line.no(column, "is no day (YYYY-MM-DD)")
        return None


def several(line: Line, column: str, known: frozenset[str]) -> list[str]:
    """Of a field with several values, those of the list; each other is told."""
    said = list(dict.fromkeys(filter(None, BETWEEN.split(line.text(column)))))
    if unknown := [value for value in said if value not in known]:
        line.no(column, f"{len(unknown)} of its values are no codes of the standard")
    return [value for value in said if value in known]


def language_of(said: str) -> str | None:
    code = said.strip().lower()
    found = pycountry.languages.get(alpha_3=code) or pycountry.languages.get(bibliographic=code)
    return found.alpha_3 if found else None


def left_in_file(file: Path) -> list[str]:
    """The columns that are not taken over: personal ones, texts, and whatever has no coded fact."""
    return [column for column in header(file) if column not in (*REQUIRED, *WELCOME)]
