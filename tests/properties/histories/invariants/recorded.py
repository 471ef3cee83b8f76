"""What the invariants read: streams as they counted at each moment, with corrections carried out in their place."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from throughline.domain import Event, FactCorrected, before
from throughline.domain.corrected import effective, said_of

from histories.world import World


def streams(world: World, service: str, aggregate: str) -> Iterator[tuple[UUID, list[Event]]]:
    """Every stream of a kind with all its events, as they were appended."""
    member = world.members[service]
    by_stream: dict[UUID, list[Event]] = {}
    for event in member.events(counted=False):
        if member.store.kinds[event.metadata.stream_id] == aggregate:
            by_stream.setdefault(event.metadata.stream_id, []).append(event)
    yield from by_stream.items()


def as_it_counted(history: Sequence[Event]) -> Iterator[tuple[list[Event], Event]]:
    """Each event that ever counted, and what counted before it at the time it was recorded."""
    corrected = any(isinstance(event, FactCorrected) for event in history)
    for at, event in enumerate(history):
        if isinstance(event, FactCorrected):
            continue
        counting = effective(history[: at + 1], said_of) if corrected else history[: at + 1]
        place = next((n for n, one in enumerate(counting) if one.metadata.event_id == event.metadata.event_id), None)
        if place is not None:
            yield list(counting[:place]), event


def in_order(events: Sequence[Event]) -> list[Any]:
    """By the day where it is sure which came first, else by the record."""
    ordered = list[Any]()
    for one in events:
        place = len(ordered)
        while place and before(one.occurred_on, ordered[place - 1].occurred_on):
            place -= 1
        ordered.insert(place, one)
    return ordered


def named(event: Event, *types: str) -> bool:
    return type(event).__name__ in types


def tell(event: Event, wrong: str) -> str:
    known = event.metadata
    return f"{wrong}: {type(event).__name__} {known.stream_version} of {known.stream_id}, recorded {known.recorded_at}"
