"""People whom an operation took: an arrest or release of each is expected in time, else nobody knows where they are.

Guarantees that what nobody confirms is said, once, as a liberty fact of its own. The term is the jurisdiction's.
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
from legal.prosecution.state import Prosecution

CLOCK = "detention"
GRACE = timedelta(hours=4)
"""What was due before we heard of the operation: so much time there is to tell the rest of it."""

# Events. These names and fields are the storage format: never rename, add a V2.


class DetentionNoted(AnyEvent):
    operation_id: UUID
    suspects_detained: Annotated[int, Field(ge=1)]


class DetentionUnconfirmed(AnyEvent):
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


Event = DetentionNoted | DetentionUnconfirmed
Command = NoteDetention | ConfirmDetention

# Decisions


def decide(docket: Docket, prosecutions: Mapping[UUID, Prosecution], command: Command) -> list[AnyEvent]:
    match command:
        case NoteDetention():
            known = docket.detentions.get(command.operation_id)
            return [] if known and known.suspects == command.suspects_detained else [DetentionNoted(**command.fields())]
        case ConfirmDetention():
            known = docket.detentions.get(command.operation_id)
            if known is None or known.unconfirmed or accounted_for(known, prosecutions.values()) >= known.suspects:
                return []
            return [DetentionUnconfirmed(operation_id=command.operation_id)]
        case other:
            assert_never(other)


def accounted_for(detention: Detention, prosecutions: Iterable[Prosecution]) -> int:
    """How many people an authority took, or let go, since: told of in any prosecution of the case."""
    return len(
        {
            accused.accused_id
            for prosecution in prosecutions
            for accused in prosecution.accused.values()
            if any(not before(move.on, detention.on) for move in accused.moves)
        }
    )


# What the events change


def evolve(docket: Docket, event: Event) -> Docket:
    match event:
        case DetentionNoted(operation_id=operation_id, suspects_detained=suspects):
            detention = Detention(suspects, event.occurred_on)
        case DetentionUnconfirmed(operation_id=operation_id) if operation_id not in docket.detentions:
            return docket
        case DetentionUnconfirmed(operation_id=operation_id):
            detention = replace(docket.detentions[operation_id], unconfirmed=event)
        case other:
            assert_never(other)
    return replace(docket, detentions={**docket.detentions, operation_id: detention})


def deadlines(event: AnyEvent) -> Iterator[Deadline]:
    if isinstance(event, DetentionNoted):
        yield due(event.operation_id, event.occurred_on, event.metadata)


def due(operation_id: UUID, on: Moment, heard: Metadata) -> Deadline:
    within, heard_at = profile_of(heard.jurisdiction).detention_confirmed_within, heard.recorded_at
    due_at = (latest_instant(on) or heard_at) + within
    return Deadline(CLOCK, str(operation_id), due_at if due_at > heard_at else heard_at + GRACE)


def latest_instant(moment: Moment) -> datetime | None:
    if moment.precision not in ("instant", "day"):
        return None
    return moment.at if moment.precision == "instant" else moment.at + timedelta(days=1)


def elapsed(due: Elapsed) -> ConfirmDetention:
    return ConfirmDetention(case_id=due.case_id, operation_id=UUID(due.subject), due_at=due.due_at)
