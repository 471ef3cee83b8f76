"""One office's work on the justice system itself. Topic reporting.events."""

from throughline.domain import Aggregate
from throughline.domain import Event as AnyEvent

from reporting.programme import training
from reporting.programme.state import Programme, programme_of
from reporting.programme.training import RecordTraining, TrainingDelivered

__all__ = ["AGGREGATE", "Command", "Event", "Programme", "RecordTraining", "TrainingDelivered", "programme_of"]

Command = RecordTraining
Event = TrainingDelivered


def decide(programme: Programme, command: Command) -> list[AnyEvent]:
    return training.record_training(programme, command)


def evolve(programme: Programme, event: Event) -> Programme:
    return training.delivered(programme, event)


AGGREGATE: Aggregate[Programme] = Aggregate(
    name="Programme",
    topic="reporting.events",
    initial=Programme(),
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: command.case_id,
    collection="programmes",
)
