"""Safety risks, from whichever team: those in danger are warned within an hour or four, also after closing.

Guarantees that a risk warns its subjects and nobody else; who refuses warnings is left alone. Staff and informants are
the director's (casework).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from casework.codes import RiskLevel, RiskSubject
from throughline.domain import Event as AnyEvent
from throughline.domain import Fact

from aftercare.case_care.rechecks import SafetyRecheckFellDue
from aftercare.case_care.state import CaseCare

WITHIN: Mapping[RiskLevel, timedelta] = {"immediate": timedelta(hours=1), "high": timedelta(hours=4)}
WARNED = frozenset({"victim", "family", "witness"})

# Commands


class NoteSafetyRisk(Fact, opens=True, records=SafetyRecheckFellDue):
    """Raised in another service. `source_event_id` is the event that says so."""

    level: RiskLevel
    subjects: tuple[RiskSubject, ...]
    source_event_id: UUID


# Decisions


def note_risk(care: CaseCare, command: NoteSafetyRisk) -> list[AnyEvent]:
    """One of long ago warns nobody, unless its case was taken over: then it is owed as any other."""
    history = command.historical and not care.taken_over
    return owed(care, command.level, command.subjects, command.source_event_id, command.now, history)


def owed(
    care: CaseCare, level: RiskLevel, subjects: Iterable[RiskSubject], cause: UUID, now: datetime, historical: bool
) -> list[AnyEvent]:
    people = tuple(
        person
        for person in sorted({subject.id for subject in subjects if subject.kind in WARNED})
        if not care.refuses_warnings(person) and not care.was_asked(person, cause)
    )
    if level not in WITHIN or not people or historical:
        return []
    return [SafetyRecheckFellDue(person_ids=people, because=(cause,), due_at=now + WITHIN[level])]
