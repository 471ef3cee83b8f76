"""What was heard of an accused person's liberty. Each such fact makes a safety re-check due (rechecks.py).

Guarantees that no change is lost for coming late: a change is superseded only by one that surely came after it, so two
of the same day both stay current, and so does one of an unknown accused.
"""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Moment

from aftercare.case_care.state import CaseCare, CustodyChange
from aftercare.codes import Code, Effect
from aftercare.days import before

# Events. These names and fields are the storage format: never rename, add a V2.


class CustodyChangeNoted(AnyEvent):
    accused_id: UUID | None = None
    change: Code
    effect: Effect
    conditions: tuple[Code, ...] = ()
    expected_on: Moment | None = None
    source_event_id: UUID


# Commands


class NoteCustodyChange(Fact, opens=True, records=CustodyChangeNoted):
    accused_id: UUID | None = None
    change: Code
    effect: Effect
    conditions: tuple[Code, ...] = ()
    expected_on: Moment | None = None
    source_event_id: UUID


# Decisions


def note_custody_change(care: CaseCare, command: NoteCustodyChange) -> list[AnyEvent]:
    if command.source_event_id in care.changes:
        return []
    return [CustodyChangeNoted(**command.fields())]


# What the events change


def custody_change_noted(care: CaseCare, event: CustodyChangeNoted) -> CaseCare:
    change = CustodyChange(
        source_event_id=event.source_event_id,
        accused_id=event.accused_id,
        change=event.change,
        effect=event.effect,
        expected_on=event.expected_on,
        occurred_on=event.occurred_on,
    )
    return replace(care, changes={**care.changes, event.source_event_id: change})


def last_changes(care: CaseCare) -> Iterator[CustodyChange]:
    """The last change of each accused: all that no other change of the same accused surely came after."""
    of_accused = dict[UUID, list[CustodyChange]]()
    for change in care.changes.values():
        of_accused.setdefault(change.accused_id or change.source_event_id, []).append(change)
    for changes in of_accused.values():
        for change in changes:
            if not any(supersedes(other, change) for other in changes):
                yield change


def supersedes(later: CustodyChange, earlier: CustodyChange) -> bool:
    """What is expected says nothing of where he is now, so it never stands in for what happened."""
    only_expected = later.expected_on is not None and earlier.expected_on is None
    return before(earlier.occurred_on, later.occurred_on) and not only_expected
