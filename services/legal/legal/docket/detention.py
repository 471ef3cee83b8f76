"""People whom an operation took: an arrest or release of each is expected in time, else nobody knows where they are.

Guarantees that what nobody confirms is said, once, as a liberty fact of its own, also where what had confirmed it turns
out to be wrong, and that nobody accounts for another operation's people. The term is the jurisdiction's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, assert_never
from uuid import UUID

from throughline.domain import Deadline, Decision, Elapsed, Fact, Field, Metadata, Moment, before
from throughline.domain import Event as AnyEvent

from legal.docket.state import Detention, Docket
from legal.profiles import profile_of
from legal.prosecution.custody import custody_after
from legal.prosecution.state import Detained, Move, Prosecution

CLOCK = "detention"
GRACE = timedelta(hours=4)
"""What was due before we heard of the operation: so much time there is to tell the rest of it."""

# Events. These names and fields are the storage format: never rename, add a V2.


class DetentionNoted(AnyEvent):
    operation_id: UUID
    suspects_detained: Annotated[int, Field(ge=1)]


class DetentionUnconfirmed(AnyEvent):
    operation_id: UUID


class DetentionInDoubt(AnyEvent):
    """What was told of an accused's custody was wrong: who accounts for this operation's people is counted again."""

    owed_now = True

    operation_id: UUID


# Commands


class NoteDetention(Fact, opens=True, records=DetentionNoted):
    """Only a reaction sends it."""

    operation_id: UUID
    suspects_detained: Annotated[int, Field(ge=1)]


class ConfirmDetention(Decision):
    """Issued by the clock."""

    operation_id: UUID
    due_at: datetime


Event = DetentionNoted | DetentionUnconfirmed | DetentionInDoubt
Command = NoteDetention | ConfirmDetention

# Decisions


def decide(docket: Docket, prosecutions: Mapping[UUID, Prosecution], command: Command) -> list[AnyEvent]:
    match command:
        case NoteDetention():
            known = docket.detentions.get(command.operation_id)
            return [] if known and known.suspects == command.suspects_detained else [DetentionNoted(**command.fields())]
        case ConfirmDetention():
            known = docket.detentions.get(command.operation_id)
            if known is None or known.unconfirmed:
                return []
            confirmed = accounted_for(docket.detentions, command.operation_id, prosecutions.values())
            if confirmed >= known.suspects:
                return []
            return [DetentionUnconfirmed(operation_id=command.operation_id)]
        case other:
            assert_never(other)


def accounted_for(detentions: Mapping[UUID, Detention], operation_id: UUID, prosecutions: Iterable[Prosecution]) -> int:
    """How many people an authority took, or let go, since: told of in any prosecution of the case.

    Nobody is counted for two operations: whoever was taken first is of the one that was first.
    """
    moves: dict[UUID, tuple[Move, ...]] = {}
    for prosecution in prosecutions:
        for accused in prosecution.accused.values():
            moves[accused.accused_id] = (*moves.get(accused.accused_id, ()), *accused.moves)
    for one, detention in sorted(detentions.items(), key=lambda known: (known[1].on, known[0])):
        since = {person: on for person, known in moves.items() if (on := taken_by(detention, known)) is not None}
        people = sorted(since, key=lambda person: (since[person], person))[: detention.suspects]
        if one == operation_id:
            return len(people)
        moves = {person: known for person, known in moves.items() if person not in people}
    return 0


def taken_by(detention: Detention, moves: Iterable[Move]) -> Moment | None:
    """When he was taken or let go, where this operation may have taken him: not whoever was surely held by then."""
    known = sorted(moves, key=lambda move: move.on)
    held = custody_after(move for move in known if before(move.on, detention.on))
    since = (move.on for move in known if not before(move.on, detention.on))
    return None if isinstance(held, Detained) else next(since, None)


# What the events change


def evolve(docket: Docket, event: Event) -> Docket:
    match event:
        case DetentionNoted(operation_id=operation_id, suspects_detained=suspects):
            detention = Detention(suspects, event.occurred_on, historical=event.metadata.historical)
        case DetentionInDoubt():
            return docket
        case DetentionUnconfirmed(operation_id=operation_id) if operation_id not in docket.detentions:
            return docket
        case DetentionUnconfirmed(operation_id=operation_id):
            detention = replace(docket.detentions[operation_id], unconfirmed=event)
        case other:
            assert_never(other)
    return replace(docket, detentions={**docket.detentions, operation_id: detention})


def deadlines(docket: Docket, event: AnyEvent) -> Iterator[Deadline]:
    """One in doubt is counted at once, where its time is over."""
    if isinstance(event, DetentionNoted):
        yield due(event.operation_id, event.occurred_on, event.metadata)
    if isinstance(event, DetentionInDoubt) and (known := docket.detentions.get(event.operation_id)):
        yield due(event.operation_id, known.on, event.metadata, timedelta())


def due(operation_id: UUID, on: Moment, heard: Metadata, grace: timedelta = GRACE) -> Deadline:
    within, heard_at = profile_of(heard.jurisdiction).detention_confirmed_within, heard.recorded_at
    due_at = (latest_instant(on) or heard_at) + within
    return Deadline(CLOCK, str(operation_id), due_at if due_at > heard_at else heard_at + grace)


def in_doubt(docket: Docket, before: Prosecution, after: Prosecution) -> Iterator[DetentionInDoubt]:
    """The detentions for whose people somebody may account no longer, now that his custody is told otherwise."""
    if moves_of(before) == moves_of(after):
        return
    for operation_id, detention in sorted(docket.detentions.items()):
        if not detention.unconfirmed and (docket.taken_over or not detention.historical):
            yield DetentionInDoubt(operation_id=operation_id)


def moves_of(prosecution: Prosecution) -> Mapping[UUID, tuple[Move, ...]]:
    return {accused_id: accused.moves for accused_id, accused in prosecution.accused.items() if accused.moves}


def latest_instant(moment: Moment) -> datetime | None:
    if moment.precision not in ("instant", "day"):
        return None
    return moment.at if moment.precision == "instant" else moment.at + timedelta(days=1)


def elapsed(due: Elapsed) -> ConfirmDetention:
    return ConfirmDetention(case_id=due.case_id, operation_id=UUID(due.subject), due_at=due.due_at)
