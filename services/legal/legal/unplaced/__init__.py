"""Unplaced: a partner's fact whose case nobody has named yet, and who is asked to name it. Topic legal.events.

Each fact and office has a stream of its own, and is its own case as far as the envelope goes: there is no other yet.
"""

from typing import assert_never

from casework import NOTHING, Casework
from casework import evolve as evolve_casework
from throughline.domain import Aggregate
from throughline.domain import Event as AnyEvent

from legal.unplaced import asking

Command = asking.Command
Event = asking.Event


def decide(casework: Casework, command: Command) -> list[AnyEvent]:
    match command:
        case asking.AskWhoseItIs():
            return asking.ask(casework, command)
        case asking.NoteFactPlaced():
            return asking.placed(casework, command)
        case asking.ChaseUnplaced():
            return asking.chase(casework, command)
        case other:
            assert_never(other)


def evolve(casework: Casework, event: Event) -> Casework:
    return evolve_casework(casework, event)


AGGREGATE: Aggregate[Casework] = Aggregate(
    name="Unplaced",
    topic="legal.events",
    initial=NOTHING,
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: command.case_id,
    deadlines=asking.deadlines,
)
