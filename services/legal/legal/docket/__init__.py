"""The Docket: what legal knows of a whole case, one stream per case. Topic legal.events.

The table of contents. Whichever command comes first opens the Docket in the same append.
"""

from collections.abc import Iterable
from typing import assert_never
from uuid import UUID

from throughline.domain import Aggregate, OnStream, Seen, StreamRef, per_case_stream
from throughline.domain import Command as AnyCommand
from throughline.domain import Event as AnyEvent

from legal.docket import closing, notes, opening
from legal.docket.notes import DocketOpened, NoteVictim
from legal.docket.opening import OpenProsecution
from legal.docket.state import DOCKET, PROSECUTION, Docket
from legal.prosecution.state import Prosecution

TOPIC = "legal.events"

Command = notes.Command | opening.Command | closing.Command
Event = notes.Event | opening.Event | closing.Event


def decide(docket: Docket, command: Command, seen: Seen) -> list[AnyEvent | OnStream]:
    decided = decide_opened(docket, command, seen)
    return [DocketOpened(), *decided] if decided and not docket.opened else decided


def decide_opened(docket: Docket, command: Command, seen: Seen) -> list[AnyEvent | OnStream]:
    prosecutions: dict[UUID, Prosecution] = {id: seen[id] for id in docket.prosecutions if id in seen}
    if isinstance(command, NoteVictim):
        noted = notes.victim(docket, command)
        return [*noted, *opening.by_status(docket, command)] if noted else []
    if isinstance(command, notes.Command):
        return [*notes.decide(docket, command)]
    if isinstance(command, opening.Command):
        return opening.decide(docket, prosecutions, command)
    if isinstance(command, closing.Command):
        return [*closing.decide(docket, prosecutions, command)]
    assert_never(command)


def evolve(docket: Docket, event: Event) -> Docket:
    if isinstance(event, notes.Event):
        return notes.evolve(docket, event)
    if isinstance(event, opening.Event):
        return opening.evolve(docket, event)
    if isinstance(event, closing.Event):
        return closing.evolve(docket, event)
    assert_never(event)


def stream_id(command: AnyCommand) -> UUID:
    return per_case_stream(command.case_id, f"legal.{DOCKET}")


def reads(docket: Docket, command: Command) -> Iterable[StreamRef]:
    """Closing and opening look at every prosecution of the case; opening also writes a new one."""
    if isinstance(command, OpenProsecution | closing.CloseLegalPart):
        yield from (StreamRef(PROSECUTION, prosecution_id) for prosecution_id in docket.prosecutions)
    if isinstance(command, OpenProsecution) or (
        isinstance(command, NoteVictim) and opening.opens_by_itself(docket, command)
    ):
        yield opening.new_stream(command)


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
)
