"""A prosecution: one criminal case against its accused. Topic legal.events.

The table of contents: every command and event of a criminal case, and the part of the casework that decides it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never
from uuid import UUID

from throughline.domain import Aggregate, Deadline, DeadlineMet, OnStream, Seen, StreamRef, foresee, per_case_stream
from throughline.domain import Command as AnyCommand
from throughline.domain import Event as AnyEvent

from legal.docket.state import DOCKET, PROSECUTION, Docket
from legal.prosecution import (
    appeals,
    arraignment,
    aspects,
    bail,
    charges,
    compensation,
    complaint,
    corrected,
    court,
    custody,
    ending,
    hearings,
    milestones,
    protection,
    registration,
    resuming,
    sentence,
    testimony,
    unheard,
    verdicts,
)
from legal.prosecution.facts import ProsecutionFact
from legal.prosecution.repeated import content, is_said, remember
from legal.prosecution.rules import accused_of
from legal.prosecution.state import Accused, Prosecution

TOPIC = "legal.events"

Part = (
    complaint.Command
    | registration.Command
    | custody.Command
    | bail.Command
    | charges.Command
    | arraignment.Command
    | hearings.Command
    | testimony.Command
    | verdicts.Command
    | sentence.Command
    | compensation.Command
    | appeals.Command
    | ending.Command
    | court.Command
    | protection.Command
)
Command = Part | milestones.Command
Event = (
    complaint.Event
    | registration.Event
    | custody.Event
    | bail.Event
    | charges.Event
    | arraignment.Event
    | hearings.Event
    | testimony.Event
    | verdicts.Event
    | sentence.Event
    | compensation.Event
    | appeals.Event
    | ending.Event
    | court.Event
    | protection.Event
    | milestones.Event
)


def decide(prosecution: Prosecution, command: Command, seen: Seen) -> list[AnyEvent | OnStream]:
    """What a fact comes to, and what follows for the case's part (resuming.py)."""
    if isinstance(command, milestones.Command):
        said, asked = milestones.decide(prosecution, docket_of(command, seen), command)
        return [*said, *(OnStream(docket_stream(command), task) for task in asked)]
    decided = [] if is_repeated(prosecution, command) else decide_part(prosecution, command, seen)
    stream, docket = docket_stream(command), docket_of(command, seen)
    told = resuming.with_part_reopened(evolve, prosecution, command, command.prosecution_id, decided, (stream, docket))
    return [*told, *(OnStream(stream, task) for task in tasks(prosecution, docket, command, decided))]


def tasks(prosecution: Prosecution, docket: Docket, command: Part, decided: list[AnyEvent]) -> Iterator[AnyEvent]:
    """What somebody is asked to do because of this fact, and what nobody is asked any more."""
    if isinstance(command, bail.Command):
        yield from unheard.asked(prosecution, docket, command, decided)
    if decided and milestones.is_announced(prosecution):
        after = foresee(evolve, prosecution, command, decided)
        yield from milestones.settled(prosecution, after, docket, command.prosecution_id)


def decide_part(prosecution: Prosecution, command: Part, seen: Seen) -> list[AnyEvent]:
    if isinstance(command, custody.Command):
        return custody.decide(accused_of(prosecution, command.accused_id), command)
    if isinstance(command, bail.Command):
        return bail.decide(accused_of(prosecution, command.accused_id), command)
    if isinstance(command, complaint.Command):
        return complaint.decide(prosecution, command)
    if isinstance(command, registration.Command):
        return registration.decide(prosecution, command)
    if isinstance(command, charges.Command):
        return charges.decide(prosecution, command)
    if isinstance(command, arraignment.Command):
        return arraignment.decide(prosecution, command)
    if isinstance(command, hearings.Command):
        return hearings.decide(prosecution, command)
    if isinstance(command, testimony.Command):
        return testimony.decide(prosecution, docket_of(command, seen), command)
    if isinstance(command, verdicts.Command):
        return verdicts.decide(prosecution, command)
    if isinstance(command, sentence.Command):
        return sentence.decide(prosecution, command)
    if isinstance(command, compensation.Command):
        return compensation.decide(prosecution, command)
    if isinstance(command, appeals.Command):
        return appeals.decide(prosecution, command)
    if isinstance(command, ending.Command):
        return ending.decide(prosecution, command)
    if isinstance(command, court.Command):
        return court.decide(prosecution, command)
    if isinstance(command, protection.Command):
        return protection.decide(prosecution, command)
    assert_never(command)


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    after = milestones.clocked(evolve_part(prosecution, event), event)
    if isinstance(event, milestones.ProsecutionTakenOver):
        return after
    return replace(after, told=remember(after.told, event, aspects.changed(prosecution, after, event)))


def evolve_part(prosecution: Prosecution, event: Event) -> Prosecution:
    if isinstance(event, custody.Event):
        return with_accused(prosecution, custody.evolve(prosecution.accused[event.accused_id], event))
    if isinstance(event, bail.Event):
        return with_accused(prosecution, bail.evolve(prosecution.accused[event.accused_id], event))
    if isinstance(event, complaint.Event):
        return complaint.evolve(prosecution, event)
    if isinstance(event, registration.Event):
        return registration.evolve(prosecution, event)
    if isinstance(event, charges.Event):
        return charges.evolve(prosecution, event)
    if isinstance(event, arraignment.Event):
        return arraignment.evolve(prosecution, event)
    if isinstance(event, hearings.Event):
        return hearings.evolve(prosecution, event)
    if isinstance(event, testimony.Event):
        return testimony.evolve(prosecution, event)
    if isinstance(event, verdicts.Event):
        return verdicts.evolve(prosecution, event)
    if isinstance(event, sentence.Event):
        return sentence.evolve(prosecution, event)
    if isinstance(event, compensation.Event):
        return compensation.evolve(prosecution, event)
    if isinstance(event, appeals.Event):
        return appeals.evolve(prosecution, event)
    if isinstance(event, ending.Event):
        return ending.evolve(prosecution, event)
    if isinstance(event, court.Event):
        return court.evolve(prosecution, event)
    if isinstance(event, protection.Event):
        return protection.evolve(prosecution, event)
    if isinstance(event, milestones.Event):
        return milestones.evolve(prosecution, event)
    assert_never(event)


def with_accused(prosecution: Prosecution, accused: Accused) -> Prosecution:
    return replace(prosecution, accused={**prosecution.accused, accused.accused_id: accused})


def is_repeated(prosecution: Prosecution, command: Part) -> bool:
    """Whether this very fact is written down already; asked once, here, for all of them."""
    if not isinstance(command, ProsecutionFact):
        return False
    if command.records in aspects.COUNTED:
        return False
    told = command.told()
    key, aspect = content(command.records, told), aspects.about(command.records, told)
    return is_said(prosecution.told, key, told, command.moment, aspect)


def deadlines(prosecution: Prosecution, event: Event) -> Iterator[Deadline | DeadlineMet]:
    """The clocks that an event started, moved or stopped."""
    yield from milestones.deadlines(prosecution)
    yield from protection.deadlines(prosecution, event)


def stream_id(command: Command) -> UUID:
    return command.prosecution_id


def reads(prosecution: Prosecution, command: Command) -> Iterable[StreamRef]:
    """A victim's testimony asks the Docket whether she was ready; what may bring work back, whether the part is closed.

    What the clock says asks the legal lead, and so does bail that should have been heard first; what a clock had asked
    for is done with once it stops. Nothing brings work back where something is expected anyway: most facts are decided
    on one stream.
    """
    asks = isinstance(command, testimony.RecordTestimony | milestones.TellMilestone)
    asks |= isinstance(command, bail.RecordBailGranted) and unheard.is_unheard(prosecution, command)
    if asks or milestones.is_announced(prosecution) or resuming.may_resume(command.prosecution_id, prosecution):
        yield docket_stream(command)


def docket_stream(command: AnyCommand) -> StreamRef:
    return StreamRef(DOCKET, per_case_stream(command.case_id, f"legal.{DOCKET}"))


def docket_of(command: AnyCommand, seen: Seen) -> Docket:
    docket: Docket = seen.get(docket_stream(command).stream_id, Docket())
    return docket


AGGREGATE = Aggregate(
    name=PROSECUTION,
    topic=TOPIC,
    initial=Prosecution(),
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=stream_id,
    reads=reads,
    deadlines=deadlines,
    tells=docket_stream,
    corrected=corrected.corrected,
    concerns=corrected.concerns,
    live=lambda prosecution: prosecution.clocks.taken_over is not None,
)
