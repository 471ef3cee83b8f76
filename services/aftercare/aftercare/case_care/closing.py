"""Closing and reopening aftercare's part of a case.

Guarantees that the part closes only when everyone in care was restored or exited, nobody handed over is waiting for it,
and no safety re-check is open; and that it opens again by itself in the append that leaves somebody waiting
(consequences.py). What is owed to people goes on after closing.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from throughline.domain import Decision, Fact, Rejected
from throughline.domain import Event as AnyEvent

from aftercare.case_care.people import comes_anew
from aftercare.case_care.state import CaseCare
from aftercare.codes import Code
from aftercare.roles import SUPERVISORS
from aftercare.survivor.state import UNKNOWN, InCare, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class AftercarePartClosed(AnyEvent):
    covers: tuple[UUID, ...]
    outcome_summary: Code


class AftercareReopened(AnyEvent):
    reason: Code


# Commands


class CloseAftercarePart(Decision, roles=SUPERVISORS):
    outcome_summary: Code


class ReopenAftercare(Fact, opens=True, records=AftercareReopened):
    """Intake reopened the case."""

    reason: Code


# Rules


class SafetyRechecksOpen(Rejected):
    def __init__(self, care: CaseCare) -> None:
        super().__init__(f"safety re-checks are open of {named(care.rechecks)}; answer them first")


class AwaitsEnrolment(Rejected):
    def __init__(self, people: list[UUID]) -> None:
        super().__init__(f"{named(people)} wait for care: enrol them, or record in intake that they decline")


class StillInCare(Rejected):
    def __init__(self, people: list[UUID]) -> None:
        super().__init__(f"{named(people)} are still in care; restore or exit them first")


def named(people: Mapping[UUID, object] | list[UUID]) -> str:
    return ", ".join(map(str, sorted(people)))


# Decisions


def close(care: CaseCare, command: CloseAftercarePart, survivors: Mapping[UUID, Survivor]) -> list[AnyEvent]:
    """`survivors`: the care of everyone known, also where another case has it. Said again where more are covered."""
    covers = tuple(sorted(care.enrolled.keys() | cared_for(care, survivors)))
    if care.covers == covers:
        return []
    if care.rechecks:
        raise SafetyRechecksOpen(care)
    if waiting := [person for person in care.victims if unserved(care, person, survivors.get(person, UNKNOWN))]:
        raise AwaitsEnrolment(waiting)
    if cared := [person for person in covers if isinstance(survivors.get(person, UNKNOWN).stage, InCare)]:
        raise StillInCare(cared)
    return [AftercarePartClosed(covers=covers, outcome_summary=command.outcome_summary)]


def unserved(care: CaseCare, person: UUID, survivor: Survivor) -> bool:
    """Whether somebody handed over to us waits for care: for the first time, or anew."""
    victim = care.victims.get(person)
    if victim is None or not victim.handed_over or care.kept(person) != person:
        return False
    if person not in care.enrolled and care.enrolled.keys() & set(care.ids_of(person)):
        return False
    return not (person in care.enrolled or survivor.started) or comes_anew(victim, survivor)


def cared_for(care: CaseCare, survivors: Mapping[UUID, Survivor]) -> set[UUID]:
    """Who was handed over here and is, or was, in the care of another case."""
    return {person for person, victim in care.victims.items() if victim.handed_over and _started(survivors, person)}


def _started(survivors: Mapping[UUID, Survivor], person: UUID) -> bool:
    return survivors.get(person, UNKNOWN).started


def reopen(care: CaseCare, command: ReopenAftercare) -> list[AnyEvent]:
    return [AftercareReopened(reason=command.reason)] if care.closed else []


# What the events change


def part_closed(care: CaseCare, event: AftercarePartClosed) -> CaseCare:
    return replace(care, covers=event.covers)


def reopened(care: CaseCare, event: AftercareReopened) -> CaseCare:
    return replace(care, covers=None)
