"""The Docket: what legal knows of a whole case, one stream per case. Topic legal.events.

The table of contents. Whichever command comes first opens the Docket in the same append; what a decision asks somebody
to do is asked in it too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never
from uuid import UUID

import casework
from casework import CaseworkCommand, CaseworkEvent
from casework.roles import DATA_PROTECTION
from throughline.domain import Aggregate, Deadline, DeadlineMet, OnStream, Seen, StreamRef, per_case_stream
from throughline.domain import Command as AnyCommand
from throughline.domain import Event as AnyEvent

from legal.docket import asking, closing, consents, corrected, detention, merging, notes, opening, papers, taking_over
from legal.docket.notes import DocketOpened, NoteVictim
from legal.docket.opening import OpenProsecution
from legal.docket.state import DOCKET, PROSECUTION, Docket
from legal.prosecution.state import Prosecution
from legal.roles import DISCLOSERS

TOPIC = "legal.events"

Command = (
    notes.Command
    | opening.Command
    | closing.Command
    | merging.Command
    | detention.Command
    | papers.Command
    | taking_over.Command
    | asking.AskLawyer
    | casework.Command
)
Event = (
    notes.Event
    | opening.Event
    | closing.Event
    | merging.Event
    | detention.Event
    | papers.Event
    | taking_over.Event
    | casework.Event
)


def decide(docket: Docket, command: Command, seen: Seen) -> list[AnyEvent | OnStream]:
    """In a case that was taken over, what is told as history is owed like anything else."""
    command = casework.of_today(command) if docket.taken_over else command
    decided = decide_opened(docket, command, seen)
    begun: list[AnyEvent | OnStream] = [DocketOpened()] if decided and not docket.opened else []
    own = [item for item in decided if not isinstance(item, OnStream)]
    tasks = asking.asked_by(docket, command, own, len(begun)) if len(own) == len(decided) else []
    return [*begun, *decided, *tasks]


def decide_opened(docket: Docket, command: Command, seen: Seen) -> list[AnyEvent | OnStream]:
    prosecutions: dict[UUID, Prosecution] = {id: seen[id] for id in docket.prosecutions if id in seen}
    if isinstance(command, NoteVictim):
        noted = notes.victim(docket, command)
        return [*noted, *opening.by_status(docket, command)] if noted else []
    if isinstance(command, notes.Command):
        return [*notes.decide(docket, command)]
    if isinstance(command, opening.Command):
        merging.must_not_be_merged(docket)
        return opening.decide(docket, prosecutions, command)
    if isinstance(command, closing.Command):
        return [*closing.decide(docket, prosecutions, command)]
    if isinstance(command, merging.Command):
        return [*merging.decide(docket, command)]
    if isinstance(command, detention.Command):
        return [*detention.decide(docket, prosecutions, command)]
    if isinstance(command, papers.Command):
        return [*papers.decide(docket, command)]
    if isinstance(command, taking_over.Command):
        return taking_over.decide(docket, prosecutions, command)
    if isinstance(command, asking.AskLawyer):
        return [*asking.ask(docket, command)]
    if isinstance(command, CaseworkCommand):
        return [*casework.decide(docket.casework, command, consents.ledger(docket))]
    assert_never(command)


def evolve(docket: Docket, event: Event) -> Docket:
    if isinstance(event, notes.Event):
        return notes.evolve(docket, event)
    if isinstance(event, opening.Event):
        return opening.evolve(docket, event)
    if isinstance(event, closing.Event):
        return closing.evolve(docket, event)
    if isinstance(event, merging.Event):
        return merging.evolve(docket, event)
    if isinstance(event, detention.Event):
        return detention.evolve(docket, event)
    if isinstance(event, papers.Event):
        return papers.evolve(docket, event)
    if isinstance(event, taking_over.Event):
        return taking_over.evolve(docket, event)
    if isinstance(event, CaseworkEvent):
        return replace(docket, casework=casework.evolve(docket.casework, event))
    assert_never(event)


def deadlines(docket: Docket, event: Event) -> Iterator[Deadline | DeadlineMet]:
    if isinstance(event, CaseworkEvent):
        yield from casework.deadlines(docket.casework, event)
    yield from detention.deadlines(docket, event)
    yield from taking_over.deadlines(docket, event)


def stream_id(command: AnyCommand) -> UUID:
    return per_case_stream(command.case_id, f"legal.{DOCKET}")


def reads(docket: Docket, command: Command) -> Iterable[StreamRef]:
    """Closing, opening, confirming and taking over look at every prosecution; opening also writes a new one."""
    whole = OpenProsecution | closing.CloseLegalPart | detention.ConfirmDetention | taking_over.NoteCaseTakenOver
    if isinstance(command, whole):
        yield from (StreamRef(PROSECUTION, prosecution_id) for prosecution_id in docket.prosecutions)
    if opens(docket, command):
        yield opening.new_stream(command)


def opens(docket: Docket, command: Command) -> bool:
    """Whether the command may open a prosecution."""
    match command:
        case OpenProsecution():
            return True
        case NoteVictim():
            return opening.opens_by_itself(docket, command)
        case taking_over.NoteCaseTakenOver():
            return opening.lacks_a_file(docket)
        case _:
            return False


AGGREGATE = Aggregate(
    name=DOCKET,
    topic=TOPIC,
    initial=Docket(),
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=stream_id,
    reads=reads,
    deadlines=deadlines,
    live=lambda docket: docket.taken_over,
    senders={casework.DiscloseData: DISCLOSERS, casework.TellRecipientsOfChange: DISCLOSERS | DATA_PROTECTION},
    corrected=corrected.corrected,
    weighs=corrected.weighs,
    concerns=corrected.concerns,
)
