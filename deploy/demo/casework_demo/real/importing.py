"""Brings the first cases of the set in: every row through the services' doors, and a list of what they hold.

Guarantees that a second time adds nothing: ids and keys follow from the rows. What a rule says no to is held, never
skipped, and is listed with its row and the rule's code.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from throughline.cli import Failed
from throughline.stack.layout import Layout

from casework_demo.case import open_doors
from casework_demo.doors import Doors
from casework_demo.real import records
from casework_demo.real.profiles import Profiles
from casework_demo.real.records import OFFICE, Record
from casework_demo.real.rows import Case, cases
from casework_demo.script import DIRECTOR

NUMBER = 6
IMPORTER = "importer"


@dataclass(frozen=True)
class Held:
    """A fact that is kept but does not count: which row, which fact, which rule and why."""

    row: str
    fact: str
    code: str
    missing: str


@dataclass
class Brought:
    """What became of one case. `facts` counts recorded facts by command, those that were known before included."""

    case: Case
    reference: str = ""
    added: int = 0
    victims: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    held: list[Held] = field(default_factory=list)

    @property
    def case_id(self) -> str:
        return records.case_id(self.case)


@dataclass(frozen=True)
class Import:
    cases: list[Brought]

    @property
    def added(self) -> int:
        return sum(one.added for one in self.cases)

    @property
    def held(self) -> list[Held]:
        return [held for one in self.cases for held in one.held]

    @property
    def last_line(self) -> str:
        accused = sum(len(one.case.defendants) for one in self.cases)
        what = f"{self.added} facts were added" if self.added else "nothing was added"
        return f"demo: {len(self.cases)} cases, {accused} accused: {what}, {len(self.held)} are held"

    def json(self) -> str:
        return json.dumps(
            {
                "added": self.added,
                "cases": [
                    {"case": one.case.key, "caseId": one.case_id, "reference": one.reference, "facts": one.facts}
                    for one in self.cases
                ],
                "held": [vars(held) for held in self.held],
            },
            indent=2,
        )


def bring_in(layout: Layout, console: Console, folder: Path) -> Import:
    """Raises Failed where the set is not there or a service takes nothing."""
    from casework_demo.real.showing import show

    found, profiles = cases(folder, NUMBER), Profiles(folder)
    with open_doors(layout, OFFICE) as doors:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("bringing in", total=sum(len(case.defendants) for case in found))
            result = Import([_case(case, profiles, doors, lambda: progress.advance(task)) for case in found])
        show(console, result, doors)
    return result


def _case(case: Case, profiles: Profiles, doors: Doors, accused_done: Callable[[], None]) -> Brought:
    brought, met = Brought(case), profiles.of(case)
    brought.victims = len(met)
    prosecution_id = ""
    for record in records.opening(case):
        answer = _send(record, brought, doors)
        if record.service == "legal":
            prosecution_id = next(
                event["data"]["prosecutionId"] for event in answer if "prosecutionId" in event["data"]
            )
    for record in records.people(case, met):
        _send(record, brought, doors)
    for one in case.defendants:
        for record in records.prosecution(prosecution_id, one):
            _send(record, brought, doors)
        accused_done()
    doors.read("legal", DIRECTOR, f"/cases/{brought.case_id}")  # returns once legal shows all that was recorded
    brought.reference = doors.read("intake", DIRECTOR, f"/cases/{brought.case_id}")["reference"]
    return brought


def _send(record: Record, brought: Brought, doors: Doors) -> list[Mapping[str, Any]]:
    path = f"/cases/{brought.case_id}/{record.command}"
    said = doors.send(record.service, IMPORTER, path, record.body, record.key, record.source)
    if said.status == 409:
        raise Failed(f"{record.service} refuses {record.command} of row {record.row}: {said.body['detail']}")
    brought.added += said.added
    if held := said.body.get("held"):
        brought.held.append(Held(record.row, record.command, held["code"], held["missing"]))
    else:
        brought.facts[record.command] += 1
    events: list[Mapping[str, Any]] = said.body["events"]
    return events
