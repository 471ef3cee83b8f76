"""The end of a case, and its return.

Guarantees that a case closes by itself, never by command, and that after a reopening every part that was opened has to
close again: each team reopens its own when it hears of it, unless it was what reopened the case. When a case closes is
decided in consequences.py.
"""

from dataclasses import replace
from typing import assert_never, get_args

from casework.roles import DIRECTOR
from throughline.domain import Decision, Event, Fact

from intake.case.codes import CaseOutcome, OwnReopening, PartName, PartReopening, ReopenReason
from intake.case.open import CaseNotOpen
from intake.case.parts import PartOpened
from intake.case.state import Case, Closed, Declined, NotReferred, Opened, Referred, Screened

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseClosed(Event):
    outcome: CaseOutcome


class CaseReopened(Event):
    reason: ReopenReason


# Commands


class ReopenCase(Decision, roles=frozenset({DIRECTOR})):
    """Intake has work again: on a closed case, or on an open one whose intake part is closed."""

    reason: OwnReopening


class NotePartReopened(Fact, opens=True, records=PartOpened):
    """Legal or aftercare is at work again on a part that it had closed."""

    part: PartName
    reason: PartReopening


# Decisions


def reopen_case(case: Case, command: ReopenCase) -> list[Event]:
    match case.stage:
        case Closed():
            return [CaseReopened(reason=command.reason)]
        case Opened():
            return [PartOpened(part="intake")] if case.intake_closed else []
        case NotReferred() | Referred() | Screened() | Declined():
            raise CaseNotOpen(closed=False)
        case other:
            assert_never(other)


def note_part_reopened(case: Case, command: NotePartReopened) -> list[Event]:
    """A closed case is reopened; a part that is known to be at work needs no word."""
    if isinstance(case.stage, Closed):
        reopened: list[Event] = [CaseReopened(reason=command.reason)]
        return reopened if command.part in case.opened_parts else [*reopened, PartOpened(part=command.part)]
    at_work = command.part in case.opened_parts and command.part not in case.closed_parts
    return [] if at_work else [PartOpened(part=command.part)]


# What the events change


def closed(case: Case, event: CaseClosed) -> Case:
    return replace(case, stage=Closed(event.outcome))


def reopened(case: Case, event: CaseReopened) -> Case:
    """Intake's own part is at work again only where intake itself asked for the reopening."""
    intake_closed = case.intake_closed and not reopens_intake(event.reason)
    return replace(case, stage=Opened(), closed_parts={}, intake_closed=intake_closed)


def reopens_intake(reason: ReopenReason) -> bool:
    return reason in get_args(OwnReopening)
