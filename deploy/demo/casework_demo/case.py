"""Tells one case on a running stack: plays the story, reads what became of it, and shows that.

The number of events is that of the case over all services; it is the same for every telling.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from rich.console import Console
from throughline.cli import Failed
from throughline.stack.layout import Layout
from throughline.stack.state import StackState

from casework_demo import showing, telling
from casework_demo.doors import Doors
from casework_demo.playing import Watch, play
from casework_demo.script import OFFICE, Cast
from casework_demo.story import STORY
from casework_demo.timetable import show_timeline


@dataclass(frozen=True)
class Told:
    """`services` took part in the case, reporting by counting it; `trace` is None where traces are not kept."""

    reference: str
    case_id: UUID
    events: int
    services: Sequence[str]
    trace: str | None
    timeline: Sequence[telling.Entry]
    figures: Sequence[Mapping[str, Any]]

    @property
    def last_line(self) -> str:
        counted = f"{self.events} events, {len(self.services)} services"
        return f"demo: case {self.reference} closed, {counted}, trace {self.trace}"

    def json(self) -> str:
        return json.dumps(
            {
                "reference": self.reference,
                "caseId": str(self.case_id),
                "events": self.events,
                "services": self.services,
                "trace": self.trace,
                "timeline": self.timeline,
                "figures": self.figures,
            },
            indent=2,
        )


def tell(layout: Layout, console: Console) -> Told:
    """Drive one more case to its end, and show it. Raises Failed."""
    cast = Cast(uuid4())
    showing.heading(console, "One case", f"{cast.case_id}, office {OFFICE}")
    with open_doors(layout) as doors:
        with showing.Screen(console) as screen:
            told = drive(layout, doors, cast, screen)
        show(console, told, doors.state)
    return told


def drive(layout: Layout, doors: Doors, cast: Cast, watch: Watch) -> Told:
    """Play the story to its end and read what became of the case. Raises Failed."""
    play(STORY, cast, doors, watch)
    entries = telling.timeline(doors, str(cast.case_id), "CaseClosed")
    figures = telling.figures(doors)
    trace = telling.widest_trace(layout, str(cast.case_id))
    took_part = {entry["service"] for entry in entries}
    services = [*(team for team in telling.TEAMS if team in took_part), "reporting"]
    return Told(cast["reference"], cast.case_id, len(entries), services, trace, entries, figures)


def open_doors(layout: Layout, office: str = OFFICE) -> Doors:
    state = StackState.load(layout.state_file)
    if state is None:
        raise Failed("nothing is running; `throughline up` starts it")
    return Doors(state, office)


def show(console: Console, told: Told, state: StackState) -> None:
    showing.heading(console, f"{told.reference} across teams", "as its office's director may see it")
    show_timeline(console, told.timeline)
    showing.heading(console, "Figures", "own facts of all offices over all cases so far, by reporting")
    showing.show_figures(console, told.figures)
    showing.heading(console, "Where to look next")
    urls = {name: service.url for name, service in state.services.items()}
    case = str(told.case_id) if state.project else told.reference
    showing.show_next(console, case, urls, state.traces_url, told.trace)
