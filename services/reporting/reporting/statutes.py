"""Which statutes are core trafficking statutes and which are related, per jurisdiction: versioned data.

A jurisdiction with a table of its own is judged by it alone, so a broad ICCS code cannot turn a related offence into a
core one. Elsewhere ICCS 0204 (trafficking in persons) is core. A new version is a new table here and a new generation
of the charge facts.
"""

import re
from dataclasses import dataclass
from typing import Literal

Standing = Literal["core", "related", "other"]
VERSION = "statutes-1"
CORE_ICCS = "0204"
GRAVEST_FIRST: tuple[Standing, ...] = ("core", "related", "other")


@dataclass(frozen=True, slots=True)
class Sections:
    """Sections `first` to `last` of one title of a code."""

    title: int
    first: int
    last: int
    standing: Standing


UNITED_STATES_CODE = (
    Sections(18, 1581, 1592, "core"),
    Sections(18, 1351, 1351, "related"),
    Sections(18, 2421, 2424, "related"),
    Sections(8, 1328, 1328, "related"),
)
WITH_TITLE = re.compile(
    r"(?P<title>\d+)\s*U\.?\s*S\.?\s*C\.?\s*§*\s*(?P<first>\d+)(?:\s*(?:[-\u2013]|to)\s*(?P<last>\d+))?", re.I
)
SECTIONS_ONLY = re.compile(r"(?P<title>)(?P<first>\d{3,4})(?:\s*(?:-|to)\s*(?P<last>\d{3,4}))?(?:\(\w+\))*", re.I)


def standing(statute: str, iccs: str | None, jurisdiction: str | None) -> Standing:
    """What a conviction under this statute counts as, at VERSION."""
    cited = WITH_TITLE.match(statute.strip())
    if cited is None and jurisdiction in {None, "USA"}:
        cited = SECTIONS_ONLY.fullmatch(statute.strip())
    if cited:
        return _in_table(cited["title"], int(cited["first"]), int(cited["last"] or cited["first"]))
    if jurisdiction != "USA" and iccs is not None and iccs.removeprefix("ICCS").startswith(CORE_ICCS):
        return "core"
    return "other"


def _in_table(title: str, first: int, last: int) -> Standing:
    for entry in UNITED_STATES_CODE:
        if (not title or int(title) == entry.title) and entry.first <= first <= last <= entry.last:
            return entry.standing
    return "other"
