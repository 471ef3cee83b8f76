"""Bail of one accused: granted, refused, changed, breached, cancelled. It may come before any arrest.

Guarantees only that what is changed, breached or cancelled was granted. Bail never opens the door: the release is a
fact of its own (custody.py).
"""

from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Rejected

from legal.codes import Amount, Code, Currency
from legal.days import before
from legal.prosecution.facts import AccusedFact
from legal.prosecution.rules import alive
from legal.prosecution.state import Accused, NoBail, OnBail

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
    def __init__(self, accused: Accused) -> None:
        super().__init__(f"no bail of {accused.accused_id} is in force; record the grant first")


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
            on_bail(accused)
            return [BailBreached(**command.told())]
        case RecordBailCancelled():
            on_bail(accused)
            return [BailCancelled(**command.told())]
        case other:
            assert_never(other)


def conditions_changed(accused: Accused, command: RecordBailConditionsChanged) -> list[AnyEvent]:
    if set(on_bail(accused).conditions) == set(command.conditions):
        return []
    return [BailConditionsChanged(**command.told())]


def on_bail(accused: Accused) -> OnBail:
    if isinstance(accused.bail, OnBail):
        return accused.bail
    raise NotOnBail(accused)


# What the events change


def evolve(accused: Accused, event: Event) -> Accused:
    known = accused.bail.since
    if known is not None and before(event.occurred_on, known):
        return accused
    match event:
        case BailGranted(kind=kind, conditions=conditions):
            return replace(accused, bail=OnBail(kind, conditions, event.occurred_on))
        case BailConditionsChanged(conditions=conditions):
            bail = accused.bail
            return replace(accused, bail=replace(bail, conditions=conditions)) if isinstance(bail, OnBail) else accused
        case BailCancelled():
            return replace(accused, bail=NoBail(event.occurred_on))
        case BailRefused() | BailBreached():
            return accused
        case other:
            assert_never(other)
