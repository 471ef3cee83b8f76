"""A live case that comes from elsewhere: its history is told as history, and from one day on it is owed as any other.

Guarantees that what falls due by time, and what somebody has to be asked, begins with the takeover: nothing of it was
started while the history was told.
"""

from dataclasses import replace
from datetime import date

from casework.roles import DIRECTOR, IMPORTER
from throughline.domain import Decision, Rejected
from throughline.domain import Event as AnyEvent

from intake.case.open import must_be_open
from intake.case.state import Case

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseTakenOver(AnyEvent):
    as_of: date


# Commands


class TakeOverCase(Decision, roles=frozenset({DIRECTOR, IMPORTER})):
    """From this day on the case is ours to follow: whatever is owed today falls due."""

    of_today = True
    as_of: date


Command = TakeOverCase
Event = CaseTakenOver

# Rules


class TakenOverBefore(Rejected):
    def __init__(self, as_of: date) -> None:
        super().__init__(f"the case was taken over as of {as_of}; correct that, where it is wrong")


# Decisions


def decide(case: Case, command: Command) -> list[AnyEvent]:
    must_be_open(case)
    if case.taken_over == command.as_of:
        return []
    if case.taken_over is not None:
        raise TakenOverBefore(case.taken_over)
    return [CaseTakenOver(as_of=command.as_of)]


# What the events change


def evolve(case: Case, event: Event) -> Case:
    return replace(case, taken_over=event.as_of)
