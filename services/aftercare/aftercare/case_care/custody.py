"""What was heard of an accused person's liberty. Each such fact makes a safety re-check due (rechecks.py).

Guarantees that no change is lost for coming late: a change is superseded only by one that surely came after it, so two
of the same day both stay current, and so does one of an unknown accused.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from casework.codes import Effect
from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Moment, before

from aftercare.case_care.charges import accused_of, by_accused, last_ending, still_charged
from aftercare.case_care.state import CaseCare, CustodyChange
from aftercare.codes import Code

DIED = "died"

# Events. These names and fields are the storage format: never rename, add a V2.


class CustodyChangeNoted(AnyEvent):
    accused_id: UUID | None = None
    change: Code
    effect: Effect
    conditions: tuple[Code, ...] = ()
    expected_on: Moment | None = None
    source_event_id: UUID
    replaces: UUID | None = None
    held_id: UUID | None = None
    appeal_id: UUID | None = None


# Commands


class NoteCustodyChange(Fact, opens=True, records=CustodyChangeNoted):
    """`charge_id`, `appeal_id` where the fact names only that: whose it is may be known here."""

    charge_id: UUID | None = None
    appeal_id: UUID | None = None
    accused_id: UUID | None = None
    change: Code
    effect: Effect
    conditions: tuple[Code, ...] = ()
    expected_on: Moment | None = None
    source_event_id: UUID
    held_id: UUID | None = None


# Decisions


def note_custody_change(care: CaseCare, command: NoteCustodyChange) -> list[AnyEvent]:
    if command.source_event_id in care.changes or command.source_event_id in care.corrected:
        return []
    charge = care.charges.get(command.charge_id) if command.charge_id else None
    appellant = care.appeals.get(command.appeal_id) if command.appeal_id else None
    accused_id = command.accused_id or (charge.accused_id if charge else None) or appellant
    return [CustodyChangeNoted(**command.fields("accused_id", "charge_id"), accused_id=accused_id)]


def freed(care: CaseCare) -> Iterator[CustodyChangeNoted]:
    """The ends of last open counts that were not noted as a change of liberty yet, each of the day it is of."""
    for accused_id, charges in by_accused(care):
        ended = last_ending(charges)
        if ended and ended[0] not in care.changes:
            source, ending = ended
            yield CustodyChangeNoted(
                accused_id=accused_id,
                change=f"charge_{ending.how}",
                effect="unknown",
                source_event_id=source,
            ).on(ending.on)


# What the events change


def custody_change_noted(care: CaseCare, event: CustodyChangeNoted) -> CaseCare:
    """One that takes another back is no change itself: what is right instead is heard of on its own."""
    if event.replaces:
        right = {source: change for source, change in care.changes.items() if source != event.replaces}
        return replace(care, changes=right, corrected=care.corrected | {event.replaces, event.source_event_id})
    change = CustodyChange(
        source_event_id=event.source_event_id,
        accused_id=event.accused_id,
        change=event.change,
        effect=event.effect,
        expected_on=event.expected_on,
        occurred_on=event.occurred_on,
        historical=event.metadata.historical,
        held_id=event.held_id,
        appeal_id=event.appeal_id,
    )
    return replace(care, changes={**care.changes, event.source_event_id: change})


def last_changes(care: CaseCare, now: datetime) -> Iterator[CustodyChange]:
    """The last change of each accused: all that no other change of the same accused surely came after."""
    of_accused = dict[UUID, list[CustodyChange]]()
    for change in care.changes.values():
        if not still_charged(care, change):
            of_accused.setdefault(accused_of(care, change) or change.source_event_id, []).append(change)
    for changes in of_accused.values():
        for change in changes:
            if not any(supersedes(other, change, Moment(now)) for other in changes):
                yield change


def supersedes(later: CustodyChange, earlier: CustodyChange, now: Moment) -> bool:
    """What is expected says nothing of where he is now, so it never stands in for what happened.

    And what is still to come stays so until something else is expected, or he is free, or dead.
    """
    if not before(earlier.occurred_on, later.occurred_on):
        return False
    if earlier.expected_on is None:
        return later.expected_on is None
    ahead = not before(earlier.expected_on, now)
    return not ahead or later.expected_on is not None or later.effect == "at_liberty" or later.change == DIED
