"""Whom a correction concerns: everyone who was told of the people in the wrong event since it was recorded.

For the `corrected` of an aggregate. Guarantees that nobody is asked to tell those who cannot have heard of it. People
who were warned by mistake are told again by aftercare, and published figures flagged by reporting.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from throughline.domain import Command, Event

from casework.disclosures import concerning, tell_recipients
from casework.markers import CaseworkEvent
from casework.roles import TaskRole
from casework.state import Casework
from casework.tasks import of_today, own_event


def tell_of_correction(casework: Casework, command: Command, wrong: Event, role: TaskRole) -> list[Event]:
    """One task per organisation, because of the correction, which is the first event of its append."""
    if isinstance(wrong, CaseworkEvent):
        return []
    told = concerning(casework, ids_in(wrong.model_dump()), recorded_since=wrong.metadata.recorded_at)
    return tell_recipients(casework, of_today(command), "corrected", told, role, (own_event(command, 0),))


def ids_in(value: Any) -> Iterator[UUID]:
    """Every id that an event's fields name, however deep."""
    match value:
        case UUID():
            yield value
        case dict():
            for inner in value.values():
                yield from ids_in(inner)
        case tuple() | list() | set() | frozenset():
            for inner in value:
                yield from ids_in(inner)
