"""Two invented services for the kit's own tests: `post` sends parcels, `depot` shelves what post has sent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from pydantic import model_validator
from throughline.composition import Service
from throughline.domain import (
    Aggregate,
    Command,
    Deadline,
    DeadlineMet,
    Decision,
    Elapsed,
    Event,
    Fact,
    Field,
    Metadata,
    Rejected,
    Sealed,
    per_case_stream,
)
from throughline.http import Ask, Queries, View
from throughline.inbound import Inbound
from throughline.projection import Change, ReadModel, Timeline, on
from throughline.reaction import reaction

TOPICS = (
    *("intake.events", "legal.events"),
    *("partner.hotline.in", "partner.hotline.out", "partner.hotline.in.dead-letter"),
)
"""All that the two write to or read."""
CLERK = frozenset({"clerk"})
URGENT = 99
"""A weight that the office is told of at once."""


class ParcelSent(Event):
    weight: int


class ParcelWeighed(Event):
    weight: int


class ParcelOverdue(Event):
    pass


class SendParcel(Decision, roles=CLERK, opens=True):
    weight: int
    office_id: str = "NORTH"
    due_in: float = 3600.0


class RecordWeight(Fact, roles=CLERK, records=ParcelWeighed):
    weight: int


class NoteOverdue(Decision):
    pass


class TooHeavy(Rejected):
    pass


class AlreadySent(Rejected):
    pass


@dataclass(frozen=True)
class Parcel:
    weight: int = 0
    weighings: int = 0
    due_in: float = 3600.0
    overdue: bool = False


def decide(parcel: Parcel, command: Command) -> list[Event]:
    match command:
        case SendParcel(weight=weight):
            if parcel.weight:
                raise AlreadySent("it was sent already")
            if weight > 100:
                raise TooHeavy(f"{weight} is more than 100")
            return [ParcelSent(weight=weight)]
        case RecordWeight(weight=weight):
            if weight > 100 and not parcel.weighings:
                raise TooHeavy(f"{weight} is more than 100, which wants an earlier weighing")
            return [] if weight == parcel.weight else [ParcelWeighed(weight=weight)]
        case NoteOverdue():
            return [] if parcel.overdue else [ParcelOverdue()]
    raise AssertionError(command)


def evolve(parcel: Parcel, event: Event) -> Parcel:
    match event:
        case ParcelSent(weight=weight):
            return replace(parcel, weight=weight)
        case ParcelWeighed(weight=weight):
            return replace(parcel, weight=weight, weighings=parcel.weighings + 1)
        case ParcelOverdue():
            return replace(parcel, overdue=True)
    raise AssertionError(event)


def deadlines(_parcel: Parcel, event: Event) -> Iterable[Deadline | DeadlineMet]:
    if isinstance(event, ParcelSent) and event.weight == 7:
        yield Deadline("overdue", "parcel", event.metadata.recorded_at + timedelta(milliseconds=100))


PARCEL = Aggregate(
    name="Parcel",
    topic="intake.events",
    initial=Parcel(),
    commands=SendParcel | RecordWeight | NoteOverdue,
    events=ParcelSent | ParcelWeighed | ParcelOverdue,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: per_case_stream(command.case_id, "post.Parcel"),
    deadlines=deadlines,
)


class LabelPut(Event):
    label_id: UUID
    text: str


class PutLabel(Decision, roles=CLERK | {"porter"}, opens=True):
    """Labels are streams of their own, whose id the sender names."""

    label_id: UUID
    text: str


class LabelSeen(Event):
    label_id: UUID


class NotePut(Event):
    label_id: UUID
    note: Sealed

    sealed_for = "label_id"


class RecordNote(Fact, roles=CLERK, records=NotePut, seals=frozenset({"note"}), sealed_for="label_id"):
    label_id: UUID
    note: str


class LabelErased(Event):
    label_id: UUID

    erases = "label_id"


class EraseLabel(Decision, roles=frozenset({"chief"})):
    label_id: UUID


class NotesFull(Rejected):
    pass


class RecordLabelSeen(Fact, roles=CLERK, records=LabelSeen):
    label_id: UUID


@dataclass(frozen=True)
class Label:
    text: str = ""
    notes: frozenset[str | None] = frozenset()


def label(known: Label, command: PutLabel | RecordLabelSeen | RecordNote | EraseLabel) -> list[Event]:
    if isinstance(command, EraseLabel):
        return [LabelErased(label_id=command.label_id)]
    if isinstance(command, RecordNote):
        if known.text == "full":
            raise NotesFull("this label takes no further note; put another text first")
        note = command.sealed("note")
        return [] if note.mark in known.notes else [NotePut(label_id=command.label_id, note=note)]
    if isinstance(command, PutLabel):
        return [LabelPut(label_id=command.label_id, text=command.text)]
    return [LabelSeen(label_id=command.label_id)]


def labelled(known: Label, event: LabelPut | LabelSeen | NotePut | LabelErased) -> Label:
    match event:
        case LabelPut():
            return replace(known, text=event.text)
        case NotePut():
            return replace(known, notes=known.notes | {event.note.mark})
        case _:
            return known


@dataclass(frozen=True, slots=True)
class NoteRow:
    event_id: UUID
    case_id: UUID | None = None
    note: Sealed | None = None


class Notes(ReadModel[NoteRow]):
    name = "notes"
    row = NoteRow
    key = ("event_id",)
    ignores = frozenset({ParcelSent, ParcelWeighed, ParcelOverdue, LabelPut, LabelSeen, LabelErased})

    @on(NotePut)
    def put(self, event: NotePut, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(origin.event_id, lambda row: replace(row, case_id=origin.case_id, note=event.note))


class NoteView(View):
    note: str | None

    seals: ClassVar[dict[str, tuple[str, str]]] = {"note": ("NotePut", "note")}


LABEL = Aggregate(
    name="Label",
    topic="intake.events",
    initial=Label(),
    commands=PutLabel | RecordLabelSeen | RecordNote | EraseLabel,
    events=LabelPut | LabelSeen | NotePut | LabelErased,
    decide=label,
    evolve=labelled,
    stream_id=lambda command: command.label_id,
)


def overdue(elapsed: Elapsed) -> Command:
    return NoteOverdue(case_id=elapsed.case_id)


def noticing(event_type: str, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if event_type != "ParcelSent" or data["weight"] != URGENT:
        return None
    return {"weight": data["weight"]}


def questions() -> Queries:
    queries = Queries()
    queries.timeline(visible={"clerk": {"post": None}, "porter": {"post": None}}, hides={"porter": "labels_of_others"})

    @queries.get("/cases/{case_id}/notes", roles=CLERK)
    async def notes(ask: Ask, case_id: UUID) -> list[NoteView]:
        """The notes of a case, in the order of their making."""
        return await ask.many(NoteView, "notes", case_id)

    return queries


def post(**changes: Any) -> Service:
    return replace(
        Service(
            name="post",
            package="post",
            aggregates=(PARCEL, LABEL),
            queries=questions(),
            partners=(RecordWeight,),
            clock={"overdue": overdue},
            read_models=(Timeline(), Notes()),
            sets_aside=frozenset({"ParcelWeighed"}),
            clears=frozenset({"chief"}),
            notices=noticing,
        ),
        **changes,
    )


class ParcelShelved(Event):
    weight: int
    source_event_id: UUID


class NoteParcel(Fact, opens=True, records=ParcelShelved):
    weight: int = Field(ge=0)
    source_event_id: UUID


@dataclass(frozen=True)
class Shelf:
    weights: tuple[int, ...] = ()
    seen: frozenset[UUID] = frozenset()


def shelve(shelf: Shelf, command: NoteParcel) -> list[Event]:
    if command.source_event_id in shelf.seen:
        return []
    return [ParcelShelved(weight=command.weight, source_event_id=command.source_event_id)]


def shelved(shelf: Shelf, event: ParcelShelved) -> Shelf:
    return Shelf((*shelf.weights, event.weight), shelf.seen | {event.source_event_id})


SHELF = Aggregate(
    name="Shelf",
    topic="legal.events",
    initial=Shelf(),
    commands=NoteParcel,
    events=ParcelShelved,
    decide=shelve,
    evolve=shelved,
    stream_id=lambda command: per_case_stream(command.case_id, "depot.Shelf"),
)


class Sent(Inbound, source="post", name="ParcelSent"):
    weight: int


class Weighed(Inbound, source="post", name="ParcelWeighed"):
    """A later release reads its second version as well, which is in grams: `versions` are then both."""

    weight: int

    @model_validator(mode="before")
    @classmethod
    def _in_grams(cls, data: Any) -> Any:
        return {"weight": data["grams"] // 1000} if isinstance(data, dict) and "grams" in data else data


class Poison(Exception):
    """The bug that tests put into a handler."""


POISON = 66
"""A weight that the depot cannot stand while `broken` is set."""
broken = {"reaction": False, "read model": False}


@reaction(Sent)
def parcel_sent(event: Sent, origin: Metadata) -> list[Command]:
    if broken["reaction"] and event.weight == POISON:
        raise Poison
    return [NoteParcel(case_id=origin.case_id, weight=event.weight, source_event_id=origin.event_id)]


@reaction(Weighed, safety=True)
def parcel_weighed(event: Weighed, origin: Metadata) -> list[Command]:
    return [NoteParcel(case_id=origin.case_id, weight=event.weight, source_event_id=origin.event_id)]


@dataclass(frozen=True, slots=True)
class StockRow:
    case_id: UUID
    sent: int = 0
    weighings: int = 0
    weights: tuple[int, ...] = ()


class Stock(ReadModel[StockRow]):
    """Counts exactly what arrived, so that anything lost or doubled shows."""

    name = "stock"
    row = StockRow
    ignores = frozenset({ParcelShelved})

    @on(Sent)
    def sent(self, event: Sent, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(origin.case_id, lambda row: replace(row, sent=row.sent + 1))

    @on(Weighed)
    def weighed(self, event: Weighed, origin: Metadata) -> Iterator[Change]:
        if broken["read model"] and event.weight == POISON:
            raise Poison
        yield self.upsert(
            origin.case_id,
            lambda row: replace(row, weighings=row.weighings + 1, weights=(*row.weights, event.weight)),
        )


def depot(**changes: Any) -> Service:
    return replace(
        Service(
            name="depot",
            package="depot",
            aggregates=(SHELF,),
            queries=Queries(),
            reads=("intake.events",),
            reactions=(parcel_sent, parcel_weighed),
            read_models=(Stock(), Timeline()),
        ),
        **changes,
    )
