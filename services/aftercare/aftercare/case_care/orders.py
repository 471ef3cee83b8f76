"""Protection orders, as legal notes them: whom they protect, until when, and whether one was breached.

Guarantees that her safety plan is looked at after each, and that an older extension that is told late moves no end.
A breach is a liberty fact as well, and warns (custody.py).
"""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Moment, before, latest

from aftercare import asked
from aftercare.case_care.state import CaseCare, Order
from aftercare.codes import OrderState

# Events. These names and fields are the storage format: never rename, add a V2.


class ProtectionOrderNoted(AnyEvent):
    """`protects` is None while nobody has said whom it protects."""

    order_id: UUID
    protects: UUID | None = None
    until: Moment | None = None
    state: OrderState


# Commands


class NoteProtectionOrder(Fact, opens=True, records=ProtectionOrderNoted):
    """What a fact does not say stays as it is known."""

    order_id: UUID
    protects: UUID | None = None
    until: Moment | None = None
    state: OrderState


# Decisions


def note_order(care: CaseCare, command: NoteProtectionOrder) -> list[AnyEvent]:
    known = care.orders.get(command.order_id)
    protects = command.protects or (known.protects if known else None)
    until = command.until or (known.until if known else None)
    told = known and protects == known.protects and (command.state, command.moment) in known.told
    if known and told and end(known, command.state, until, command.moment) == known.until:
        return []
    noted = ProtectionOrderNoted(order_id=command.order_id, protects=protects, until=until, state=command.state)
    if protects is None:
        return [noted]
    return [noted, *asked.ask(care.casework, command, asked.REVIEW_SAFETY_PLAN, [protects])]


# What the events change


def order_noted(care: CaseCare, event: ProtectionOrderNoted) -> CaseCare:
    known = care.orders.get(event.order_id)
    told = (known.told if known else frozenset()) | {(event.state, event.occurred_on)}
    until = end(known, event.state, event.until, event.occurred_on)
    return replace(care, orders={**care.orders, event.order_id: Order(event.protects, until, told)})


def end(known: Order | None, state: OrderState, until: Moment | None, on: Moment) -> Moment | None:
    """When it ends, as the extension says that is surely not older than another: else as what is told last says."""
    extensions = (day for told, day in known.told if told == "extended") if known else ()
    last = latest(*extensions)
    older = last is not None and (state != "extended" or before(on, last))
    return known.until if known and older else until
