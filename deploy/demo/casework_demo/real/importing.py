"""The first cases of the federal set, and what became of each: the import's records, shown case by case.

A second time adds nothing, and `throughline import us-federal` later adds only the other cases.
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from casework_imports.federal.importing import import_federal, read
from casework_imports.federal.records import OFFICE, case_id
from casework_imports.federal.rows import Case
from casework_imports.outcome import Held, Outcome, Result
from rich.console import Console
from rich.progress import Progress
from throughline.stack.layout import Layout

from casework_demo.case import open_doors
from casework_demo.doors import Doors
from casework_demo.script import DIRECTOR

NUMBER = 6


@dataclass
class Brought:
    """What became of one case. `facts` counts recorded facts by command, those that were known before included."""

    case: Case
    outcome: Outcome
    reference: str = ""

    @property
    def facts(self) -> Counter[str]:
        return self.outcome.facts


@dataclass(frozen=True)
class Import:
    cases: list[Brought]
    result: Result

    @property
    def added(self) -> int:
        return self.result.added

    @cached_property
    def held(self) -> list[Held]:
        return self.result.held

    @property
    def last_line(self) -> str:
        accused = sum(len(one.case.defendants) for one in self.cases)
        what = f"{self.added} facts were added" if self.added else "nothing was added"
        return f"demo: {len(self.cases)} cases, {accused} accused: {what}, {len(self.held)} are held"

    def json(self) -> str:
        told: list[dict[str, Any]] = [
            {"case": one.case.key, "caseId": one.outcome.case_id, "reference": one.reference, "facts": one.facts}
            for one in self.cases
        ]
        return json.dumps({"added": self.added, "cases": told, "held": [vars_of(held) for held in self.held]}, indent=2)


def vars_of(held: Held) -> dict[str, str]:
    return {"row": held.row, "fact": held.fact, "code": held.code, "missing": held.missing}


@dataclass
class Bar:
    """The progress of the import, as a bar."""

    progress: Progress
    total: int

    def __post_init__(self) -> None:
        self._task = self.progress.add_task("bringing in", total=self.total)

    def done(self, rows: int, sent: int) -> None:
        self.progress.advance(self._task, rows)


def bring_in(layout: Layout, console: Console, folder: Path) -> Import:
    """Raises Failed where the set is not there or a service takes nothing."""
    from casework_demo.real.showing import show

    found = read(folder, NUMBER)
    with Progress(console=console, transient=True) as progress:
        result = import_federal(layout, folder, found, Bar(progress, sum(case.rows for case in found)))
    with open_doors(layout, OFFICE) as doors:
        cases = [_brought(case, outcome, doors) for case, outcome in zip(found, in_order(found, result), strict=True)]
        imported = Import(cases, result)
        show(console, imported, doors)
    return imported


def in_order(found: list[Case], result: Result) -> list[Outcome]:
    return [result.by_unit[case.key] for case in found]


def _brought(case: Case, outcome: Outcome, doors: Doors) -> Brought:
    """Asked as of the last position of each stream: what is shown next is complete."""
    for service in ("legal", "intake"):
        if at := outcome.positions.get(service):
            doors.after(service, case_id(case.key), at)
    doors.read("legal", DIRECTOR, f"/cases/{outcome.case_id}")
    return Brought(case, outcome, doors.read("intake", DIRECTOR, f"/cases/{outcome.case_id}")["reference"])
