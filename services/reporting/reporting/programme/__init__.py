"""One office's work on the justice system itself: trainings, gaps found, reforms. Topic reporting.events."""

from typing import assert_never

from throughline.domain import Aggregate
from throughline.domain import Event as AnyEvent

from reporting import corrections
from reporting.programme import reform, training
from reporting.programme.reform import (
    IdentifySystemGap,
    ProposeReform,
    RecordReformAdopted,
    ReformAdopted,
    ReformProposed,
    SystemGapIdentified,
)
from reporting.programme.state import Programme, programme_of
from reporting.programme.training import RecordTraining, TrainingDelivered

__all__ = [
    "AGGREGATE",
    "Command",
    "Event",
    "IdentifySystemGap",
    "Programme",
    "ProposeReform",
    "RecordReformAdopted",
    "RecordTraining",
    "ReformAdopted",
    "ReformProposed",
    "SystemGapIdentified",
    "TrainingDelivered",
    "programme_of",
]

Command = RecordTraining | IdentifySystemGap | ProposeReform | RecordReformAdopted
Event = TrainingDelivered | SystemGapIdentified | ReformProposed | ReformAdopted


def decide(programme: Programme, command: Command) -> list[AnyEvent]:
    match command:
        case RecordTraining():
            return training.record_training(programme, command)
        case IdentifySystemGap():
            return reform.identify_gap(programme, command)
        case ProposeReform():
            return reform.propose_reform(programme, command)
        case RecordReformAdopted():
            return reform.record_adopted(programme, command)
        case other:
            assert_never(other)


def evolve(programme: Programme, event: Event) -> Programme:
    match event:
        case TrainingDelivered():
            return training.delivered(programme, event)
        case SystemGapIdentified():
            return reform.identified(programme, event)
        case ReformProposed():
            return reform.proposed(programme, event)
        case ReformAdopted():
            return reform.adopted(programme, event)
        case other:
            assert_never(other)


AGGREGATE: Aggregate[Programme] = Aggregate(
    name="Programme",
    topic="reporting.events",
    initial=Programme(),
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: command.case_id,
    deadlines=corrections.of_own,
    collection="programmes",
)
