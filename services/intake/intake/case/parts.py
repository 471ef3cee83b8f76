"""The parts of a case: intake's own, and those of legal and aftercare that a fact of the case opens.

Guarantees that intake closes its part only when no operation is pending and somebody said what became of every victim.
What the other teams report is noted as they report it; whether it is enough is decided in consequences.py.
"""

from dataclasses import replace
from uuid import UUID

from casework.roles import DIRECTOR, INVESTIGATOR
from throughline.domain import Decision, Event, Fact, Rejected

from intake.case.codes import Code, IntakePartReason, Part, PartName
from intake.case.open import must_be_open
from intake.case.state import Case

# Events. These names and fields are the storage format: never rename, add a V2.


class PartOpened(Event):
    """The part is at work: for the first time, or again after it had closed; intake's own only ever again."""

    part: Part


class PartCloseNoted(Event):
    part: PartName
    covers: tuple[UUID, ...]
    outcome: Code


class IntakePartClosed(Event):
    reason: IntakePartReason


# Commands


class CloseIntakePart(Decision, roles=frozenset({INVESTIGATOR, DIRECTOR})):
    """Intake has done its part of the case."""

    reason: IntakePartReason


class NotePartClose(Fact, opens=True, records=PartCloseNoted):
    """Legal or aftercare closed its part, and names everyone it covered."""

    part: PartName
    covers: tuple[UUID, ...]
    outcome: Code


# Rules


class OperationPending(Rejected):
    def __init__(self, operations: frozenset[UUID]) -> None:
        named = ", ".join(sorted(map(str, operations)))
        super().__init__(f"planned and neither executed nor aborted: {named}; record what became of it")


class VictimsUnaccountedFor(Rejected):
    def __init__(self, victims: frozenset[UUID]) -> None:
        named = ", ".join(sorted(map(str, victims)))
        super().__init__(f"nobody said what became of {named}; record safety, refusal, request or status of each")


# Decisions


def close_intake_part(case: Case, command: CloseIntakePart) -> list[Event]:
    if case.intake_closed:
        return []
    must_be_open(case)
    if case.pending_operations:
        raise OperationPending(case.pending_operations)
    if case.unaccounted_for:
        raise VictimsUnaccountedFor(case.unaccounted_for)
    return [IntakePartClosed(reason=command.reason)]


def note_part_close(case: Case, command: NotePartClose) -> list[Event]:
    if case.closed_parts.get(command.part) == frozenset(map(case.kept, command.covers)):
        return []
    return [PartCloseNoted(**command.fields())]


# What the events change


def part_opened(case: Case, event: PartOpened) -> Case:
    if event.part == "intake":
        return replace(case, intake_closed=False)
    still_closed = {part: covers for part, covers in case.closed_parts.items() if part != event.part}
    return replace(case, opened_parts=case.opened_parts | {event.part}, closed_parts=still_closed)


def part_close_noted(case: Case, event: PartCloseNoted) -> Case:
    return replace(case, closed_parts={**case.closed_parts, event.part: frozenset(map(case.kept, event.covers))})


def intake_part_closed(case: Case, event: IntakePartClosed) -> Case:
    return replace(case, intake_closed=True)
