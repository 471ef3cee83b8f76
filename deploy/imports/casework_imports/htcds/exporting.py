"""An office's cases in the standard's form: a row a victim, coded fields only, read as its director may read them.

Names, contacts and texts are in the vault, which is read one document at a time by a role with a purpose; none of them
is written here. Exploitation types are not in intake's answers and stay blank.
"""

import asyncio
import csv
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from throughline.stack.layout import Layout

from casework_imports.doors import Doors, running
from casework_imports.htcds.codes import (
    CASE_STATUS,
    CASE_STATUSES,
    CITIZENSHIP,
    DECIDED_BY,
    GENDER,
    LANGUAGE,
    REFERRED_ON,
    STATUS,
    WRITTEN,
)

DIRECTOR = "director"
PAGE = 200


@dataclass(frozen=True)
class Written:
    cases: int
    rows: int


def export_htcds(layout: Layout, file: Path, office: str) -> Written:
    """Raises Failed where intake stays away or refuses."""
    return asyncio.run(_export(layout, file, office))


async def _export(layout: Layout, file: Path, office: str) -> Written:
    cases = rows = 0
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, WRITTEN)
        writer.writeheader()
        async with Doors(running(layout), 4) as doors:
            async for case in _cases(doors, office):
                cases += 1
                for victim in await doors.read("intake", DIRECTOR, office, f"/cases/{case['caseId']}/victims") or ():
                    writer.writerow(row(case, victim))
                    rows += 1
    return Written(cases, rows)


async def _cases(doors: Doors, office: str) -> AsyncIterator[Mapping[str, Any]]:
    after: dict[str, Any] = {}
    while page := await doors.read("intake", DIRECTOR, office, "/cases", {"limit": PAGE, **after}):
        for case in page:
            yield case
        after = {"after": page[-1]["caseId"]}


def row(case: Mapping[str, Any], victim: Mapping[str, Any]) -> dict[str, str]:
    """An official status before the agency's view."""
    official = victim["officialStatus"]
    return {
        GENDER: victim["gender"] or "",
        CITIZENSHIP: ";".join(victim["citizenship"]),
        LANGUAGE: victim["languageNeeded"] or "",
        STATUS: official or victim["agencyView"] or "",
        DECIDED_BY: (victim["officialDecidedBy"] or "") if official else ("NGO" if victim["agencyView"] else ""),
        CASE_STATUS: CASE_STATUSES.get(case["status"], ""),
        REFERRED_ON: case["referredOn"] or "",
    }
