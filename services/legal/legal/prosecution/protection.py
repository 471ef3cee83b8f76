"""Protection orders: issued, extended, breached, and over by the clock.

Guarantees that an order keeps whom it protects and from whom, and that it is over once, on the day it was last said to
end: an older extension that is told late moves no end. An order whose end nobody knows stays in force. A breach counts
whether or not we knew the order to be in force.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from throughline.domain import Deadline, DeadlineMet, Decision, Elapsed, Moment, Rejected, before
from throughline.domain import Event as AnyEvent

from legal.prosecution.facts import ProsecutionFact
from legal.prosecution.milestones import ProsecutionTakenOver
from legal.prosecution.state import Prosecution, ProtectionOrder

CLOCK = "protection_order"

# Events. These names and fields are the storage format: never rename, add a V2.


class ProtectionOrderIssued(AnyEvent):
    """`protects` a victim `against` a suspect, who need not be an accused here."""

    order_id: UUID
    protects: UUID
    against: UUID
    until: Moment


class ProtectionOrderBreached(AnyEvent):
    order_id: UUID


class ProtectionOrderExtended(AnyEvent):
    order_id: UUID
    until: Moment


class ProtectionOrderExpired(AnyEvent):
    order_id: UUID


# Commands


class RecordProtectionOrderIssued(ProsecutionFact, records=ProtectionOrderIssued):
    """`until` is `unknown` where the order names no end."""

    order_id: UUID
    protects: UUID
    against: UUID
    until: Moment


class RecordProtectionOrderBreached(ProsecutionFact, records=ProtectionOrderBreached):
    order_id: UUID


class RecordProtectionOrderExtended(ProsecutionFact, records=ProtectionOrderExtended):
    order_id: UUID
    until: Moment


class ExpireProtectionOrder(Decision):
    """Issued by the clock."""

    prosecution_id: UUID
    order_id: UUID
    due_at: datetime


Fact = RecordProtectionOrderIssued | RecordProtectionOrderBreached | RecordProtectionOrderExtended
Command = Fact | ExpireProtectionOrder
Event = ProtectionOrderIssued | ProtectionOrderBreached | ProtectionOrderExtended | ProtectionOrderExpired

# Rules


class UnknownProtectionOrder(Rejected):
    def __init__(self, order_id: UUID) -> None:
        super().__init__(f"protection order {order_id} is not known in this prosecution; record its issue first")


class ProtectionOrderKnownOtherwise(Rejected):
    def __init__(self, order_id: UUID) -> None:
        super().__init__(
            f"protection order {order_id} is known otherwise; record an extension as such, any other change as a new "
            "order"
        )


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    match command:
        case RecordProtectionOrderIssued():
            return issued(prosecution, command)
        case RecordProtectionOrderBreached():
            order_of(prosecution, command.order_id)
            return [ProtectionOrderBreached(**command.told())]
        case RecordProtectionOrderExtended():
            known = order_of(prosecution, command.order_id)
            return [] if known.until == command.until else [ProtectionOrderExtended(**command.told())]
        case ExpireProtectionOrder():
            return expire(prosecution, command)
        case other:
            assert_never(other)


def issued(prosecution: Prosecution, command: RecordProtectionOrderIssued) -> list[AnyEvent]:
    known = prosecution.protection.get(command.order_id)
    if known is None:
        return [ProtectionOrderIssued(**command.told())]
    if (known.protects, known.against, known.until) != (command.protects, command.against, command.until):
        raise ProtectionOrderKnownOtherwise(command.order_id)
    return []


def expire(prosecution: Prosecution, command: ExpireProtectionOrder) -> list[AnyEvent]:
    known = prosecution.protection.get(command.order_id)
    end = over_at(known.until) if known and not known.expired else None
    if end is None or max(command.now, command.due_at) < end:
        return []
    return [ProtectionOrderExpired(order_id=command.order_id)]


def order_of(prosecution: Prosecution, order_id: UUID) -> ProtectionOrder:
    if order_id not in prosecution.protection:
        raise UnknownProtectionOrder(order_id)
    return prosecution.protection[order_id]


def over_at(until: Moment) -> datetime | None:
    """The instant after the last one of the order; None where its end is not known to the day."""
    if until.precision not in ("instant", "day"):
        return None
    return until.at if until.precision == "instant" else until.at + timedelta(days=1)


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    match event:
        case ProtectionOrderIssued(protects=protects, against=against, until=until):
            order = ProtectionOrder(protects, against, until)
        case ProtectionOrderExtended(order_id=order_id, until=until):
            order = extended(prosecution.protection[order_id], until, event.occurred_on)
        case ProtectionOrderExpired(order_id=order_id):
            order = replace(prosecution.protection[order_id], expired=True)
        case ProtectionOrderBreached():
            return prosecution
        case other:
            assert_never(other)
    return replace(prosecution, protection={**prosecution.protection, event.order_id: order})


def extended(order: ProtectionOrder, until: Moment, on: Moment) -> ProtectionOrder:
    if order.extended_on and before(on, order.extended_on):
        return order
    return replace(order, until=until, expired=False, extended_on=on)


def deadlines(prosecution: Prosecution, event: AnyEvent) -> Iterator[Deadline | DeadlineMet]:
    """`prosecution` is the state after the event."""
    if isinstance(event, ProtectionOrderIssued | ProtectionOrderExtended):
        yield ending(event.order_id, prosecution.protection[event.order_id].until)
    if isinstance(event, ProsecutionTakenOver):
        for order_id, order in prosecution.protection.items():
            if not order.expired:
                yield ending(order_id, order.until)


def ending(order_id: UUID, until: Moment) -> Deadline | DeadlineMet:
    end = over_at(until)
    return Deadline(CLOCK, str(order_id), end) if end else DeadlineMet(CLOCK, str(order_id))


def elapsed(due: Elapsed) -> ExpireProtectionOrder:
    return ExpireProtectionOrder(
        case_id=due.case_id, prosecution_id=due.stream_id, order_id=UUID(due.subject), due_at=due.due_at
    )
