"""What a correction leaves of a history: the wrong event out, and what is right in its place.

Folding a wrong event, its correction and the right event gives what folding the right event alone gives, in every
state and read model: whatever folds a history folds `effective` of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

from throughline.domain.messages import Event

T = TypeVar("T")
NOTHING = UUID(int=0)
Reason = Literal["wrong_person", "wrong_date", "wrong_value", "duplicate", "never_happened"]


class FactCorrected(Event):
    """`replaces` never counted. What is right instead, if anything, follows in the same append on the same stream.

    `about`: whom the wrong event concerns, and `wrong_recorded_at` when it was recorded: by them others know who may
    have heard of it. `in_place`: how many of the events that follow stand where the wrong one stood, None for all; what
    else follows counts from now on. `wrong_type`, `wrong_source` and `wrong_historical` say what it was counted as.
    """

    replaces: UUID
    reason: Reason
    approver_id: UUID
    about: tuple[UUID, ...] = ()
    wrong_recorded_at: datetime | None = None
    in_place: int | None = None
    wrong_type: str | None = None
    wrong_source: str | None = None
    wrong_historical: bool | None = None


def correction_of(
    wrong: Event, reason: Reason, approver_id: UUID, about: Iterable[UUID], in_place: int
) -> FactCorrected:
    """The event that says that a recorded one never counted."""
    known = wrong.metadata
    return FactCorrected(
        replaces=known.event_id,
        reason=reason,
        approver_id=approver_id,
        about=tuple(sorted(about)),
        wrong_recorded_at=known.recorded_at,
        in_place=in_place,
        wrong_type=known.event_type,
        wrong_source=known.source,
        wrong_historical=known.historical,
    )


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


def named_by(event: Event) -> frozenset[UUID]:
    """Whom or what a recorded event is about: the ids it names, and its stream, which may be somebody's own."""
    return frozenset((*ids_in(event.model_dump()), event.metadata.stream_id))


def id_in(event: Event, field: str) -> UUID:
    """The id that a field of an event names; nil, which is nothing's, where it has no such field or nothing is said."""
    found: UUID | None = getattr(event, field, None)
    return found or NOTHING


@dataclass(frozen=True, slots=True)
class Said:
    """Of one entry of a history, what a correction goes by. `replaces` and `in_place` are set on a correction alone."""

    event_id: UUID
    stream_id: UUID
    command_id: UUID
    replaces: UUID | None = None
    in_place: int | None = None


def effective(history: Iterable[T], said: Callable[[T], Said]) -> list[T]:
    """The history with every correction carried out, corrections themselves left out. Keeps the order otherwise."""
    kept = list[T]()
    correction: Said | None = None
    place: int | None = None
    left: int | None = None
    for item in history:
        one = said(item)
        if one.replaces is not None:
            correction, left = one, one.in_place
            place = next((at for at, known in enumerate(kept) if said(known).event_id == one.replaces), None)
            if place is not None:
                del kept[place]
        elif place is not None and correction and left != 0 and _follows(one, correction):
            kept.insert(place, item)
            place, left = place + 1, None if left is None else left - 1
        else:
            kept.append(item)
    return kept


def said_of(event: Event) -> Said:
    """What a recorded event says of itself."""
    known = event.metadata
    if isinstance(event, FactCorrected):
        return Said(known.event_id, known.stream_id, known.command_id, event.replaces, event.in_place)
    return Said(known.event_id, known.stream_id, known.command_id)


def _follows(one: Said, correction: Said) -> bool:
    return (one.stream_id, one.command_id) == (correction.stream_id, correction.command_id)
