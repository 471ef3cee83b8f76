"""The histories that the invariants are looked for in mean something: they reach every command and every event.

Of every service, in the end: by what people send, by what reactions make of others' events, and by the clock.
"""

from collections.abc import Iterator
from functools import cache

from casework import AskToMend
from histories.acting import KINDS
from histories.lives import everything, told_whole
from histories.world import World
from throughline.domain import ON_EVERY_STREAM

Names = frozenset[tuple[str, str]]
MOST = 60
FIRST = (76, 52, 159, 89, 43, 10)
"""The seeds of histories that reach all of it, as histories are now; others are tried where these do not any more."""

WITHIN_ANOTHER = frozenset({AskToMend.__name__})
"""What no sender sends: asked within the taking back that a rule refuses (test_parked_and_corrected.py)."""


@cache
def reached() -> tuple[Names, Names]:
    """Every command that was accepted in some history and every event recorded in one, until all are or enough is."""
    commands, events = set[tuple[str, str]](), set[tuple[str, str]]()
    every = World()
    for seed in dict.fromkeys((*FIRST, *range(MOST))):
        world = told_whole(everything(seed))
        commands |= {(service, name) for service, name, outcome in world.outcomes() if outcome == "accepted"}
        events |= {(record.metadata.service, record.metadata.event_type) for record in world.everything()}
        if commands >= set(commands_of(every)) and events >= set(events_of(every)):
            break
    return frozenset(commands), frozenset(events)


def commands_of(world: World) -> Iterator[tuple[str, str]]:
    for service, aggregate in world.aggregates():
        names = {command.__name__ for command in aggregate.command_types}
        yield from ((service, name) for name in sorted(names - WITHIN_ANOTHER))


def events_of(world: World) -> Iterator[tuple[str, str]]:
    for service, aggregate in world.aggregates():
        yield from ((service, event.__name__) for event in aggregate.own_event_types)
    yield from (("legal", event.__name__) for event in ON_EVERY_STREAM)


def test_every_command_is_taken_in_some_history() -> None:
    commands, _ = reached()
    assert sorted(set(commands_of(World())) - commands) == []


def test_every_event_is_recorded_in_some_history() -> None:
    _, events = reached()
    assert sorted(set(events_of(World())) - events) == []


def test_whatever_a_person_may_send_is_sent() -> None:
    sent = {(kind.service, kind.command.__name__) for kind in KINDS.values()}
    for service, aggregate in World().aggregates():
        assert {(service, command.__name__) for command in aggregate.command_types if command.roles} <= sent
