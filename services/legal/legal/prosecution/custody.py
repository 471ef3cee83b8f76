"""Custody of one accused in this prosecution: what opens the door of a cell and what shuts it.

Guarantees that nobody is in two custodies of one prosecution at once, and that a fact of an earlier day, learned late,
does not undo a later one. Says nothing about charges: an arrest may come before any charge. Whether
somebody is at liberty also hangs on other prosecutions; nothing here says so.
"""

from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Field, Moment, Rejected

from legal.codes import Code
from legal.days import before, same_day
from legal.prosecution.facts import AccusedFact
from legal.prosecution.repeated import content_of
from legal.prosecution.rules import alive
from legal.prosecution.state import Absconded, Accused, AtLarge, Custody, Detained, Sentence

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
MOVES = (
    AccusedSurrendered,
    SuspectArrested,
    SuspectReleased,
    AccusedAbsconded,
    AccusedRecaptured,
    CustodyEnded,
)
"""The facts that move somebody in or out of custody, and so may happen twice within a day."""

# Rules


class CustodyAlreadyOpen(Rejected):
    def __init__(self, detained: Detained) -> None:
        super().__init__(f"in custody in this prosecution since {detained.since}; record the release first")


class NoOpenCustody(Rejected):
    def __init__(self, custody: Custody, moment: Moment) -> None:
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
            return absconded(accused, command)
        case RecordReleaseExpected():
            return [ReleaseExpected(**command.told())]
        case other:
            assert_never(other)


def taken(accused: Accused, command: Command, event: AnyEvent) -> list[AnyEvent]:
    """Into custody, from wherever the accused was, unless one is open."""
    if not isinstance(accused.custody, Detained):
        return [event]
    if accused.moved == content_of(event) and same_day(accused.custody.since, command.moment):
        return []
    raise CustodyAlreadyOpen(accused.custody)


def let_go(accused: Accused, command: Command, event: AnyEvent) -> list[AnyEvent]:
    """Out of a custody that was open on that day."""
    custody = accused.custody
    if isinstance(custody, Detained) and not before(command.moment, custody.since):
        return [event]
    raise NoOpenCustody(custody, command.moment)


def custody_ended(accused: Accused, command: RecordCustodyEnded) -> list[AnyEvent]:
    """A custodial sentence is custody too, where nobody recorded how it began."""
    event = CustodyEnded(**command.told())
    if isinstance(accused.custody, Detained) or not any(map(serves, accused.sentences)):
        return let_go(accused, command, event)
    return [event]


def absconded(accused: Accused, command: RecordAbsconding) -> list[AnyEvent]:
    """Whatever was known of a custody: who is gone is not in it."""
    if isinstance(accused.custody, Absconded) and same_day(accused.custody.since, command.moment):
        return []
    return [AccusedAbsconded(**command.told())]


def serves(sentence: Sentence) -> bool:
    return sentence.custodial and sentence.effective


# What the events change


def evolve(accused: Accused, event: Event) -> Accused:
    known = accused.custody.since
    if known is not None and before(event.occurred_on, known):
        return accused
    custody = after(accused.custody, event)
    return replace(accused, custody=custody, moved=content_of(event) if isinstance(event, MOVES) else accused.moved)


def after(custody: Custody, event: Event) -> Custody:
    match event:
        case SuspectArrested() | AccusedSurrendered() | AccusedRecaptured():
            return Detained(event.occurred_on)
        case RemandOrdered():
            return custody if isinstance(custody, Detained) else Detained(event.occurred_on)
        case AccusedAbsconded():
            return Absconded(event.occurred_on)
        case SuspectReleased():
            return AtLarge(event.occurred_on)
        case CustodyEnded(why=why):
            return Absconded(event.occurred_on) if why == "escape" else AtLarge(event.occurred_on)
        case ReleaseExpected():
            return custody
        case other:
            assert_never(other)
