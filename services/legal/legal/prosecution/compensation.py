"""Money for those who were harmed: ordered by a court, and received. Ordered is not received.

Guarantees that what was received belongs to a known order, in its currency. More than was ordered may come: interest.
The same amount told twice is two payments as long as the order has room for both.
"""

from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Rejected

from legal.codes import Amount, Currency
from legal.days import may_be_one
from legal.prosecution.facts import ProsecutionFact
from legal.prosecution.repeated import content_of
from legal.prosecution.rules import accused_of
from legal.prosecution.state import Order, Prosecution

# Events. These names and fields are the storage format: never rename, add a V2.


class CompensationOrdered(AnyEvent):
    order_id: UUID
    victim_id: UUID | None = None
    accused_id: UUID | None = None
    amount: Amount
    currency: Currency
    payer: Literal["accused", "state_fund"]


class CompensationReceived(AnyEvent):
    order_id: UUID
    amount: Amount
    currency: Currency


# Commands


class RecordCompensationOrdered(ProsecutionFact, records=CompensationOrdered):
    order_id: UUID
    victim_id: UUID | None = None
    accused_id: UUID | None = None
    amount: Amount
    currency: Currency
    payer: Literal["accused", "state_fund"]


class RecordCompensationReceived(ProsecutionFact, records=CompensationReceived):
    order_id: UUID
    amount: Amount
    currency: Currency


Event = CompensationOrdered | CompensationReceived
Command = RecordCompensationOrdered | RecordCompensationReceived

# Rules


class OrderedOtherwise(Rejected):
    def __init__(self, order_id: UUID) -> None:
        super().__init__(f"order {order_id} is known with other content; a changed order is a new one")


class UnknownOrder(Rejected):
    def __init__(self, order_id: UUID) -> None:
        super().__init__(f"order {order_id} is not known in this prosecution; record the order first")


class CurrencyDiffers(Rejected):
    def __init__(self, order_id: UUID, order: Order) -> None:
        super().__init__(f"order {order_id} is in {order.currency}; record what was received in that currency")


class PaymentKnown(Rejected):
    def __init__(self, command: "RecordCompensationReceived", order: Order) -> None:
        super().__init__(
            f"{command.amount} {command.currency} of order {command.order_id} is known of {command.moment}, and a "
            f"second one would exceed the {order.amount} ordered; accept it if it came twice"
        )


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    match command:
        case RecordCompensationOrdered():
            return ordered(prosecution, command)
        case RecordCompensationReceived():
            return received(prosecution, command)
        case other:
            assert_never(other)


def ordered(prosecution: Prosecution, command: RecordCompensationOrdered) -> list[AnyEvent]:
    if command.accused_id is not None:
        accused_of(prosecution, command.accused_id)
    event = CompensationOrdered(**command.told())
    known = prosecution.orders.get(command.order_id)
    if known is not None and known.ordered != content_of(event):
        raise OrderedOtherwise(command.order_id)
    return [event] if known is None else []


def received(prosecution: Prosecution, command: RecordCompensationReceived) -> list[AnyEvent]:
    order = prosecution.orders.get(command.order_id)
    if order is None:
        raise UnknownOrder(command.order_id)
    if order.currency != command.currency:
        raise CurrencyDiffers(command.order_id, order)
    known = any(amount == command.amount and may_be_one(on, command.moment) for amount, on in order.received)
    if known and order.paid + command.amount > order.amount:
        raise PaymentKnown(command, order)
    return [CompensationReceived(**command.told())]


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    match event:
        case CompensationOrdered(order_id=order_id, amount=amount, currency=currency):
            about = tuple(filter(None, (event.victim_id, event.accused_id)))
            order = Order(content_of(event), amount, currency, about=about)
        case CompensationReceived(order_id=order_id, amount=amount):
            known = prosecution.orders[order_id]
            order = replace(known, received=(*known.received, (amount, event.occurred_on)))
        case other:
            assert_never(other)
    return replace(prosecution, orders={**prosecution.orders, order_id: order})
