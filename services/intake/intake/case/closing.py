"""The end of a case, and its return.

Guarantees that a case closes by itself, never by command, and that after a reopening every part that was opened has to
close again: each team reopens its own when it hears of it. When it closes is decided in consequences.py.
"""

from dataclasses import replace
from typing import assert_never, get_args

from throughline.domain import Decision, Event

from intake.case.codes import CaseOutcome, OwnReopening, ReopenReason
from intake.case.open import CaseNotOpen
from intake.case.state import Case, Closed, Declined, NotReferred, Opened, Referred, Screened
from intake.roles import DIRECTOR

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseClosed(Event):
    outcome: CaseOutcome


class CaseReopened(Event):
    reason: ReopenReason


# Commands


class ReopenCase(Decision, roles=frozenset({DIRECTOR})):
    """Intake has work on a closed case again."""

    reason: OwnReopening


# Decisions


def reopen_case(case: Case, command: ReopenCase) -> list[Event]:
    match case.stage:
        case Closed():
            return [CaseReopened(reason=command.reason)]
        case Opened():
            return []
        case NotReferred() | Referred() | Screened() | Declined():
            raise CaseNotOpen(closed=False)
        case other:
            assert_never(other)


# What the events change


def closed(case: Case, event: CaseClosed) -> Case:
    return replace(case, stage=Closed(event.outcome))


def reopened(case: Case, event: CaseReopened) -> Case:
    """Intake's own part is at work again only where intake itself asked for the reopening."""
    intake_closed = case.intake_closed and not reopens_intake(event.reason)
    return replace(case, stage=Opened(), closed_parts={}, intake_closed=intake_closed)


def reopens_intake(reason: ReopenReason) -> bool:
    return reason in get_args(OwnReopening)
