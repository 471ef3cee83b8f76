"""The aggregate that is measured: visits noted on a case, each an event of about 300 bytes, one guard and a return.

No field refers to the vault: a command with such a reference is recorded in a transaction of several statements, and
it is the common one, of a single statement, that is measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from throughline.domain import Actor, Aggregate, Decision, Event, Rejected, per_case_stream

TOPIC = "bench.visits"
OFFICE = "PHL-MNL"
KINDS: tuple[Literal["home", "shelter", "court", "hospital", "school"], ...] = (
    "home",
    "shelter",
    "court",
    "hospital",
    "school",
)
CASEWORKER = Actor(UUID("6f0a4b1e-3c1d-4b57-9a55-7b8d5c0f6a11"), "social_worker", frozenset({OFFICE}))


class VisitNoted(Event):
    subject_id: UUID
    kind: Literal["home", "shelter", "court", "hospital", "school"]
    place: str
    report_id: UUID
    next_on: date
    observed: tuple[str, ...]


class NoteVisit(Decision, roles=frozenset({"social_worker"}), opens=True):
    office_id: str
    subject_id: UUID
    kind: Literal["home", "shelter", "court", "hospital", "school"]
    place: str
    report_id: UUID
    next_on: date
    observed: tuple[str, ...]


class NothingObserved(Rejected):
    def __init__(self) -> None:
        super().__init__("a visit without an observation is no visit")


@dataclass(frozen=True, slots=True)
class Visits:
    count: int = 0
    last_report: UUID | None = None


def decide(visits: Visits, command: NoteVisit) -> Sequence[Event]:
    if not command.observed:
        raise NothingObserved
    return [VisitNoted(**command.fields("office_id"))]


def evolve(visits: Visits, event: VisitNoted) -> Visits:
    return Visits(visits.count + 1, event.report_id)


AGGREGATE = Aggregate(
    name="Visits",
    topic=TOPIC,
    initial=Visits(),
    commands=NoteVisit,
    events=VisitNoted,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: per_case_stream(command.case_id, "bench.Visits"),
)


def observation(subject_id: UUID, report_id: UUID, number: int = 0) -> dict[str, Any]:
    """The fields of one visit, alike for all who are measured."""
    return {
        "subject_id": subject_id,
        "kind": KINDS[number % len(KINDS)],
        "place": "Barangay health station, second floor",
        "report_id": report_id,
        "next_on": date(2026, 7, 14),
        "observed": ("sleeps_better", "attends_school", "family_contacted", "no_visible_injury"),
    }
