"""What is read in a fact that another service holds: whom it names, who it says is in danger; and its dismissal.

Guarantees that nothing in a held body keeps a warning from being read: what has no form is left out. Once it is
accepted, the event that it comes to speaks for itself, as it was said or not.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args
from uuid import UUID

from casework import TakeBackNotes
from casework.codes import RiskLevel, RiskSubject, RiskSubjectKind
from throughline.domain import Command, Metadata

from aftercare.case_care.corrections import NoteCorrection
from aftercare.case_care.people import NoteVictim
from aftercare.case_care.threats import NoteSafetyRisk
from aftercare.inbound import intake, legal

Body = Mapping[str, Any]
UNTRUE = frozenset({"wrong_person", "never_happened"})
"""Why a held fact is dismissed that did not happen, or not to her; otherwise another record of it stands."""


def not_so(event: intake.HeldFactDismissed | legal.HeldFactDismissed, origin: Metadata, *only: str) -> list[Command]:
    """What was done because of a held fact that is not true; nothing where it is told otherwise, and so it is true.

    Whoever was warned of it learns so, and what was noted of it counts no more: a wish that was another's, for one.
    """
    if event.held_in is None or event.reason not in UNTRUE:
        return []
    return [
        NoteCorrection(case_id=origin.case_id, replaces=event.held_in, source_event_id=origin.event_id),
        TakeBackNotes(case_id=origin.case_id, source=event.held_in, only=only, role="social_worker"),
    ]


def people_named(body: Body, origin: Metadata) -> list[Command]:
    """They are known from now on, whatever could be recorded of them."""
    return [NoteVictim(case_id=origin.case_id, victim_id=victim) for victim in victims_in(body)]


def danger_told(kind: str, body: Body, origin: Metadata) -> list[Command]:
    """A risk that is held warns like any: of a level that nobody can read, at once."""
    subjects = tuple(subjects_in(body)) if kind == "SafetyRiskRaised" else ()
    if not subjects:
        return []
    told = body.get("level")
    level: RiskLevel = next((known for known in get_args(RiskLevel) if known == told), "immediate")
    return [
        NoteSafetyRisk(case_id=origin.case_id, level=level, subjects=subjects, source_event_id=origin.event_id),
    ]


def victims_in(body: Body) -> list[UUID]:
    """The victim it names, those it lists, and those its charges name."""
    named = [body.get("victimId")]
    named += [victim.get("victimId") for victim in dicts(body.get("victims"))]
    for charge in dicts(body.get("charges")):
        named += listed(charge.get("victimIds"))
    return sorted({found for found in map(id_in, named) if found})


def witnesses_in(body: Body) -> tuple[UUID, ...]:
    named = [*listed(body.get("witnessIds")), body.get("witnessId")]
    return tuple(found for found in map(id_in, named) if found)


def subjects_in(body: Body) -> Iterator[RiskSubject]:
    for subject in dicts(body.get("subjects")):
        found = id_in(subject.get("id"))
        kind: RiskSubjectKind = next(
            (known for known in get_args(RiskSubjectKind) if known == subject.get("kind")), "victim"
        )
        if found:
            yield RiskSubject(kind=kind, id=found)


def dicts(value: object) -> list[dict[str, Any]]:
    return [each for each in listed(value) if isinstance(each, dict)]


def listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def id_in(value: object) -> UUID | None:
    """An id; None where it is not one, since a warning must not fail for it."""
    try:
        return UUID(str(value))
    except ValueError:
        return None
