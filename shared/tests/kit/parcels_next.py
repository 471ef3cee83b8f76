"""The next release of `post` and `depot`: a parcel's weight is written in grams, in version 2 of its event."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import parcels
from throughline.composition import Service
from throughline.domain import Command, Event, Fact, Message, Metadata
from throughline.inbound import Inbound
from throughline.projection import Change, Timeline, on
from throughline.reaction import reaction


class InPounds(Message):
    weight: int


class ParcelWeighed(Event):
    """Version 1 said it in pounds."""

    grams: int

    version = 2
    upcasts: ClassVar = {1: lambda data: {"grams": data["weight"] * 1000}}
    earlier: ClassVar = {1: InPounds}
    lowers: ClassVar = {2: lambda data: {"weight": data["grams"] // 1000}}


class RecordWeight(Fact, roles=parcels.CLERK, records=ParcelWeighed):
    weight: int


def decide(parcel: parcels.Parcel, command: Command) -> list[Event]:
    if isinstance(command, RecordWeight):
        return [] if command.weight == parcel.weight else [ParcelWeighed(grams=command.weight * 1000)]
    return parcels.decide(parcel, command)


def evolve(parcel: parcels.Parcel, event: Event) -> parcels.Parcel:
    if isinstance(event, ParcelWeighed):
        return replace(parcel, weight=event.grams // 1000, weighings=parcel.weighings + 1)
    return parcels.evolve(parcel, event)


PARCEL = replace(
    parcels.PARCEL,
    commands=parcels.SendParcel | RecordWeight | parcels.NoteOverdue,
    events=parcels.ParcelSent | ParcelWeighed | parcels.ParcelOverdue,
    decide=decide,
    evolve=evolve,
)


class Notes(parcels.Notes):
    ignores = parcels.Notes.ignores - {parcels.ParcelWeighed} | {ParcelWeighed}


def post() -> Service:
    return parcels.post(aggregates=(PARCEL, parcels.LABEL), partners=(), read_models=(Timeline(), Notes()))


class Weighed(Inbound, source="post", name="ParcelWeighed", versions=frozenset({1, 2})):
    """Either version."""

    weight: int | None = None
    grams: int | None = None

    @property
    def pounds(self) -> int:
        return self.weight if self.weight is not None else (self.grams or 0) // 1000


@reaction(Weighed, safety=True)
def parcel_weighed(event: Weighed, origin: Metadata) -> list[Command]:
    return [parcels.NoteParcel(case_id=origin.case_id, weight=event.pounds, source_event_id=origin.event_id)]


class Stock(parcels.Stock):
    def __init__(self) -> None:
        super().__init__()
        self.handlers = {event: handler for event, handler in self.handlers.items() if event is not parcels.Weighed}

    @on(Weighed)
    def weighed_in_either_version(self, event: Weighed, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.case_id,
            lambda row: replace(row, weighings=row.weighings + 1, weights=(*row.weights, event.pounds)),
        )


def depot() -> Service:
    return parcels.depot(reactions=(parcels.parcel_sent, parcel_weighed), read_models=(Stock(), Timeline()))
