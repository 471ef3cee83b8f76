"""Following up on somebody who went home: at 1, 3, 6 and 12 months, until she was visited or it was missed.

Guarantees that each of them falls due by itself, is answered by a visit, and is said to be missed where none came
within 14 days. A visit made early counts for the one it names.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from throughline.domain import Decision, Fact, Rejected
from throughline.domain import Event as AnyEvent

from aftercare.codes import FollowUpMode, FollowUpOutcome
from aftercare.months import later
from aftercare.roles import RECORDERS
from aftercare.survivor.state import Survivor

Months = Literal[1, 3, 6, 12]
AT: tuple[Months, ...] = (1, 3, 6, 12)
GRACE = timedelta(days=14)

# Events. These names and fields are the storage format: never rename, add a V2.


class FollowUpFellDue(AnyEvent):
    months: Months
    due_on: date


class FollowUpVisited(AnyEvent):
    mode: FollowUpMode
    outcome: FollowUpOutcome
    months: tuple[Months, ...] = ()


class FollowUpMissed(AnyEvent):
    months: Months


# Commands


class RecordFollowUpVisited(Fact, roles=RECORDERS, records=FollowUpVisited):
    """Answers whatever is due; `months` names one that is not due yet."""

    survivor_id: UUID
    mode: FollowUpMode
    outcome: FollowUpOutcome
    months: Months | None = None


class CallFollowUp(Decision):
    """Issued by the clock. `since` is the return that it follows."""

    survivor_id: UUID
    since: UUID
    months: Months


class MissFollowUp(Decision):
    """Issued by the clock, 14 days after it fell due."""

    survivor_id: UUID
    since: UUID
    months: Months


# Rules


class NeverWentHome(Rejected):
    def __init__(self) -> None:
        super().__init__("she was not reintegrated; a visit in care is no follow-up")


# Decisions


def visited(survivor: Survivor, command: RecordFollowUpVisited) -> list[AnyEvent]:
    if survivor.reintegrated is None:
        raise NeverWentHome
    if (command.moment, command.mode, command.outcome) in survivor.visits:
        return []
    due = {months for months in AT if survivor.follow_ups.get(months) == "due" or months == command.months}
    months = tuple(sorted(due))
    return [FollowUpVisited(mode=command.mode, outcome=command.outcome, months=months)]


def call(survivor: Survivor, command: CallFollowUp) -> list[AnyEvent]:
    home = survivor.reintegrated
    if home is None or home.event_id != command.since or command.months in survivor.follow_ups or survivor.exited:
        return []
    return [FollowUpFellDue(months=command.months, due_on=later(home.on.day, command.months))]


def miss(survivor: Survivor, command: MissFollowUp) -> list[AnyEvent]:
    home = survivor.reintegrated
    if home is None or home.event_id != command.since or survivor.follow_ups.get(command.months) != "due":
        return []
    return [FollowUpMissed(months=command.months)]


# What the events change


def fell_due(survivor: Survivor, event: FollowUpFellDue) -> Survivor:
    return replace(survivor, follow_ups={**survivor.follow_ups, event.months: "due"})


def follow_up_visited(survivor: Survivor, event: FollowUpVisited) -> Survivor:
    answered: dict[int, str] = dict.fromkeys(event.months, "visited")
    visit = (event.occurred_on, event.mode, event.outcome)
    return replace(survivor, follow_ups={**survivor.follow_ups, **answered}, visits=survivor.visits | {visit})


def follow_up_missed(survivor: Survivor, event: FollowUpMissed) -> Survivor:
    return replace(survivor, follow_ups={**survivor.follow_ups, event.months: "missed"})
