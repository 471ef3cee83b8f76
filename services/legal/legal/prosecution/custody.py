"""Custody of one accused in this prosecution: what opens the door of a cell and what shuts it.

Guarantees that nobody is in two custodies of one prosecution at once, and that a fact of an earlier day, learned late,
takes its place in the history and undoes no later one. Says nothing about charges: an arrest may come before any
charge. Whether somebody is at liberty also hangs on other prosecutions; nothing here says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Field, Moment, Rejected

from legal.codes import Code
from legal.prosecution.facts import AccusedFact
from legal.prosecution.order import placed, until
from legal.prosecution.rules import alive
from legal.prosecution.state import Absconded, Accused, AtLarge, Custody, Detained, Move, Sentence

Why = Literal["sentence_served", "parole", "furlough", "pardon", "escape"]

# Events. These names and fields are the storage format: never rename, add a V2.


class AccusedSurrendered(AnyEvent):
    accused_id: UUID
    by_org_id: UUID | None = None


class SuspectArrested(AnyEvent):
    accused_id: UUID
    with_warrant: bool | None = None
    by_org_id: UUID | None = None


class RemandOrdered(AnyEvent):
    accused_id: UUID
    from_: Moment = Field(alias="from")
    to: Moment
    custody: Literal["police", "judicial"]


class SuspectReleased(AnyEvent):
    accused_id: UUID
    ground: Code


class AccusedAbsconded(AnyEvent):
    accused_id: UUID


class AccusedRecaptured(AnyEvent):
    accused_id: UUID


class ReleaseExpected(AnyEvent):
    accused_id: UUID
    on_: Moment = Field(alias="on")


class CustodyEnded(AnyEvent):
    accused_id: UUID
    why: Why


# Commands


class RecordSurrender(AccusedFact, records=AccusedSurrendered):
    by_org_id: UUID | None = None


class RecordArrest(AccusedFact, records=SuspectArrested):
    with_warrant: bool | None = None
    by_org_id: UUID | None = None


class RecordRemand(AccusedFact, records=RemandOrdered):
    from_: Moment = Field(alias="from")
    to: Moment
    custody: Literal["police", "judicial"]


class RecordRelease(AccusedFact, records=SuspectReleased):
    ground: Code


class RecordAbsconding(AccusedFact, records=AccusedAbsconded):
    pass


class RecordRecapture(AccusedFact, records=AccusedRecaptured):
    pass


class RecordReleaseExpected(AccusedFact, records=ReleaseExpected):
    on_: Moment = Field(alias="on")


class RecordCustodyEnded(AccusedFact, records=CustodyEnded):
    why: Why


Event = (
    AccusedSurrendered
    | SuspectArrested
    | RemandOrdered
    | SuspectReleased
    | AccusedAbsconded
    | AccusedRecaptured
    | ReleaseExpected
    | CustodyEnded
)
Command = (
    RecordSurrender
    | RecordArrest
    | RecordRemand
    | RecordRelease
    | RecordAbsconding
    | RecordRecapture
    | RecordReleaseExpected
    | RecordCustodyEnded
)
# Rules


class CustodyAlreadyOpen(Rejected):
    def __init__(self, detained: Detained) -> None:
        super().__init__(f"in custody in this prosecution since {detained.since}; record the release first")


class NoOpenCustody(Rejected):
    def __init__(self, accused: Accused, moment: Moment) -> None:
        custody = accused.custody
        known = f"in custody only since {custody.since}" if isinstance(custody, Detained) else "in no custody"
        super().__init__(f"known to be {known} in this prosecution on {moment}; record the arrest or surrender first")


# Decisions


def decide(accused: Accused, command: Command) -> list[AnyEvent]:
    alive(accused, command.moment)
    match command:
        case RecordArrest():
            return taken(accused, command, SuspectArrested(**command.told()))
        case RecordSurrender():
            return taken(accused, command, AccusedSurrendered(**command.told()))
        case RecordRecapture():
            return taken(accused, command, AccusedRecaptured(**command.told()))
        case RecordRemand():
            return [RemandOrdered(**command.told())]
        case RecordRelease():
            return let_go(accused, command, SuspectReleased(**command.told()))
        case RecordCustodyEnded():
            return custody_ended(accused, command)
        case RecordAbsconding():
            return [AccusedAbsconded(**command.told())]
        case RecordReleaseExpected():
            return [ReleaseExpected(**command.told())]
        case other:
            assert_never(other)


def taken(accused: Accused, command: AccusedFact, event: AnyEvent) -> list[AnyEvent]:
    """Into custody, unless one was open then. A remand only implies one: how it began may be told later."""
    known = custody_on(accused, command.moment)
    if isinstance(known, Detained) and not known.implied:
        raise CustodyAlreadyOpen(known)
    return [event]


def let_go(accused: Accused, command: AccusedFact, event: AnyEvent) -> list[AnyEvent]:
    """Out of a custody that was open on that day. Where none was ever told of, being let go implies one: how it began
    may be told later."""
    if not accused.moves or isinstance(custody_on(accused, command.moment), Detained):
        return [event]
    raise NoOpenCustody(accused, command.moment)


def custody_ended(accused: Accused, command: RecordCustodyEnded) -> list[AnyEvent]:
    """A custodial sentence is custody too, where nobody recorded how it began."""
    event = CustodyEnded(**command.told())
    if isinstance(accused.custody, Detained) or not any(map(serves, accused.sentences)):
        return let_go(accused, command, event)
    return [event]


def serves(sentence: Sentence) -> bool:
    return sentence.custodial and sentence.effective


def custody_on(accused: Accused, moment: Moment) -> Custody:
    """As it stood then, by all that did not surely happen later."""
    return custody_after(until(accused.moves, moment))


# What the events change

DOORS: Mapping[type[Event], Literal["detained", "remanded", "at_large", "absconded"]] = {
    SuspectArrested: "detained",
    AccusedSurrendered: "detained",
    AccusedRecaptured: "detained",
    RemandOrdered: "remanded",
    SuspectReleased: "at_large",
    AccusedAbsconded: "absconded",
}


def evolve(accused: Accused, event: Event) -> Accused:
    """Whoever is gone is in no custody, whatever was known of one."""
    move = move_of(event, event.occurred_on)
    if move is None:
        return accused
    moves = placed(accused.moves, move)
    return replace(accused, moves=moves, custody=custody_after(moves))


def move_of(event: Event, on: Moment) -> Move | None:
    match event:
        case ReleaseExpected():
            return None
        case CustodyEnded(why=why):
            return Move(on, "absconded" if why == "escape" else "at_large")
        case _:
            return Move(on, DOORS[type(event)])


def custody_after(moves: Iterable[Move]) -> Custody:
    custody: Custody = AtLarge()
    for move in moves:
        custody = after(custody, move)
    return custody


def after(custody: Custody, move: Move) -> Custody:
    match move.to:
        case "detained":
            if isinstance(custody, Detained) and custody.implied:
                return replace(custody, implied=False)
            return Detained(move.on)
        case "remanded":
            return custody if isinstance(custody, Detained) else Detained(move.on, implied=True)
        case "at_large":
            return AtLarge(move.on)
        case "absconded":
            return Absconded(move.on)
        case other:
            assert_never(other)
