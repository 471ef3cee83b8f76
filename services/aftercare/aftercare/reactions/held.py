"""What is read in a fact that another service holds: whom it names, and who it says is in danger.

Guarantees that nothing in a held body keeps a warning from being read: what has no form is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args
from uuid import UUID

from casework.codes import RiskLevel, RiskSubject, RiskSubjectKind
from throughline.domain import Command, Metadata

from aftercare.case_care.people import NoteVictim
from aftercare.case_care.threats import NoteSafetyRisk

Body = Mapping[str, Any]


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
