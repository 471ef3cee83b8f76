"""Bail of one accused: granted, refused, changed, breached, cancelled. It may come before any arrest.

Guarantees only that what is changed, breached or cancelled was granted and in force on that day, whenever we learn of
it. Bail never opens the door: the release is a fact of its own (custody.py).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Moment, Rejected

from legal.codes import Amount, Code, Currency
from legal.prosecution.facts import AccusedFact
from legal.prosecution.order import placed, until
from legal.prosecution.rules import alive
from legal.prosecution.state import Accused, Bail, BailStep, NoBail, OnBail

Kind = Literal["anticipatory", "regular", "interim", "default", "on_appeal"]

# Events. These names and fields are the storage format: never rename, add a V2.


class BailGranted(AnyEvent):
    accused_id: UUID
    kind: Kind
    conditions: tuple[Code, ...] = ()
    amount: Amount | None = None
    currency: Currency | None = None


class BailRefused(AnyEvent):
    accused_id: UUID


class BailConditionsChanged(AnyEvent):
    accused_id: UUID
    conditions: tuple[Code, ...] = ()


class BailBreached(AnyEvent):
    accused_id: UUID


class BailCancelled(AnyEvent):
    accused_id: UUID


# Commands


class RecordBailGranted(AccusedFact, records=BailGranted):
    kind: Kind
    conditions: tuple[Code, ...] = ()
    amount: Amount | None = None
    currency: Currency | None = None


class RecordBailRefused(AccusedFact, records=BailRefused):
    pass


class RecordBailConditionsChanged(AccusedFact, records=BailConditionsChanged):
    conditions: tuple[Code, ...] = ()


class RecordBailBreached(AccusedFact, records=BailBreached):
    pass


class RecordBailCancelled(AccusedFact, records=BailCancelled):
    pass


Event = BailGranted | BailRefused | BailConditionsChanged | BailBreached | BailCancelled
Command = RecordBailGranted | RecordBailRefused | RecordBailConditionsChanged | RecordBailBreached | RecordBailCancelled

# Rules


class NotOnBail(Rejected):
    def __init__(self, accused: Accused, moment: Moment) -> None:
        bail = accused.bail
        now = f"on {bail.kind} bail since {bail.since}" if isinstance(bail, OnBail) else "on no bail now"
        super().__init__(
            f"no bail of {accused.accused_id} is known to be in force on {moment} ({now}); record the grant first"
        )


# Decisions


def decide(accused: Accused, command: Command) -> list[AnyEvent]:
    alive(accused, command.moment)
    match command:
        case RecordBailGranted():
            return [BailGranted(**command.told())]
        case RecordBailRefused():
            return [BailRefused(**command.told())]
        case RecordBailConditionsChanged():
            return conditions_changed(accused, command)
        case RecordBailBreached():
            on_bail(accused, command.moment)
            return [BailBreached(**command.told())]
        case RecordBailCancelled():
            on_bail(accused, command.moment)
            return [BailCancelled(**command.told())]
        case other:
            assert_never(other)


def conditions_changed(accused: Accused, command: RecordBailConditionsChanged) -> list[AnyEvent]:
    if set(on_bail(accused, command.moment).conditions) == set(command.conditions):
        return []
    return [BailConditionsChanged(**command.told())]


def on_bail(accused: Accused, moment: Moment) -> OnBail:
    """The bail in force then, by all that did not surely happen later."""
    bail = bail_after(until(accused.bails, moment))
    if isinstance(bail, OnBail):
        return bail
    raise NotOnBail(accused, moment)


# What the events change


def evolve(accused: Accused, event: Event) -> Accused:
    match event:
        case BailGranted(kind=kind, conditions=conditions):
            return stepped(accused, BailStep(event.occurred_on, "granted", kind, conditions))
        case BailConditionsChanged(conditions=conditions):
            return stepped(accused, BailStep(event.occurred_on, "changed", conditions=conditions))
        case BailCancelled():
            return stepped(accused, BailStep(event.occurred_on, "cancelled"))
        case BailRefused() | BailBreached():
            return accused
        case other:
            assert_never(other)


def stepped(accused: Accused, step: BailStep) -> Accused:
    bails = placed(accused.bails, step)
    return replace(accused, bails=bails, bail=bail_after(bails))


def bail_after(steps: Iterable[BailStep]) -> Bail:
    bail: Bail = NoBail()
    for step in steps:
        match step.to:
            case "granted":
                bail = OnBail(step.kind, step.conditions, step.on)
            case "changed":
                bail = replace(bail, conditions=step.conditions) if isinstance(bail, OnBail) else bail
            case "cancelled":
                bail = NoBail(step.on)
            case other:
                assert_never(other)
    return bail
