"""An office's cases in the standard's form: a row a victim, coded fields only, read as its director may read them.

Names, contacts and texts are in the vault, which is read one document at a time by a role with a purpose; none of them
is written here. A file is there whole or not at all, and what it holds can be brought in again.
"""

import asyncio
import csv
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from throughline.cli import Failed
from throughline.stack.layout import Layout

from casework_imports.doors import Doors, running
from casework_imports.htcds.codes import (
    CASE_STATUS,
    CASE_STATUSES,
    CITIZENSHIP,
    DECIDED_BY,
    EXPLOITATION,
    GENDER,
    INDUSTRY,
    LANGUAGE,
    MEANS,
    RECRUITMENT,
    REFERRED_ON,
    RELATIONSHIP,
    SEXUAL,
    STATUS,
    WRITTEN,
)
from casework_imports.sending import Watch

DIRECTOR = "director"
PAGE, AT_ONCE = 100, 16
BASES = ("alleged", "assessed", "official")


@dataclass(frozen=True)
class Written:
    cases: int
    rows: int


def export_htcds(layout: Layout, file: Path, office: str, watch: Watch) -> Written:
    """Raises Failed where intake stays away or refuses, or the file cannot be written."""
    part = file.with_name(f"{file.name}.part")
    try:
        written = asyncio.run(_export(layout, part, office, watch))
        part.replace(file)
    except OSError as error:
        raise Failed(f"{file} cannot be written: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)
    return written


async def _export(layout: Layout, part: Path, office: str, watch: Watch) -> Written:
    cases = rows = 0
    with part.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, WRITTEN)
        writer.writeheader()
        async with Doors(running(layout), AT_ONCE) as doors:
            async for page in _pages(doors, office):
                for case, found in zip(
                    page, await asyncio.gather(*(_victims(doors, one) for one in page)), strict=True
                ):
                    writer.writerows(row(case, victim, said) for victim, said in found)
                    rows += len(found)
                cases += len(page)
                watch.done(len(page), rows)
    return Written(cases, rows)


async def _pages(doors: Doors, office: str) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
    after: dict[str, Any] = {}
    while page := await doors.read("intake", DIRECTOR, office, "/cases", {"limit": PAGE, **after}):
        yield page
        after = {"after": page[-1]["caseId"]}


async def _victims(doors: Doors, case: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each person once, with what is best founded of how she was exploited."""
    about, office = f"/cases/{case['caseId']}", case["officeId"]
    known = await doors.read("intake", DIRECTOR, office, f"{about}/victims") or ()
    victims = [victim for victim in known if victim["joinedTo"] is None]
    if not victims:
        return []
    page = await doors.read("intake", DIRECTOR, office, f"{about}/timeline", {"type": "ExploitationDetermined"})
    said: dict[str, Mapping[str, Any]] = {}
    for entry in (page or {"entries": ()})["entries"]:
        data = entry["data"]
        before = said.get(data["victimId"])
        if entry["correctedBy"] is None and (before is None or _founded(data) >= _founded(before)):
            said[data["victimId"]] = data
    return [(victim, said.get(victim["victimId"], {})) for victim in victims]


def _founded(said: Mapping[str, Any]) -> int:
    return BASES.index(said["basis"])


def row(case: Mapping[str, Any], victim: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, str]:
    """An official status before the agency's view."""
    official = victim["officialStatus"]
    return {
        GENDER: victim["gender"] or "",
        CITIZENSHIP: ";".join(victim["citizenship"]),
        LANGUAGE: victim["languageNeeded"] or "",
        STATUS: official or victim["agencyView"] or "",
        DECIDED_BY: (victim["officialDecidedBy"] or "") if official else ("NGO" if victim["agencyView"] else ""),
        EXPLOITATION: ";".join(said.get("types") or victim["exploitation"]),
        SEXUAL: ";".join(said.get("sexualTypes") or ()),
        MEANS: ";".join(said.get("means") or ()),
        RECRUITMENT: ";".join(said.get("recruitment") or ()),
        INDUSTRY: said.get("industry") or "",
        RELATIONSHIP: said.get("relationship") or victim["relationship"] or "",
        CASE_STATUS: CASE_STATUSES.get(case["status"], ""),
        REFERRED_ON: case["referredOn"] or "",
    }
