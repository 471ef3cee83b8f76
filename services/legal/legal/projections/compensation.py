"""One row an order of compensation: for whom, who pays, and how much of it has come."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from legal.projections.events import (
    ACCUSED,
    APPEALS,
    ARRAIGNMENT,
    BESIDE,
    CHARGES,
    COMPLAINT,
    DOCKET,
    HEARINGS,
    HELD,
    REGISTRATION,
    TESTIMONY,
    VERDICTS,
    at,
)
from legal.prosecution.compensation import CompensationOrdered, CompensationReceived


@dataclass(frozen=True, slots=True)
class CompensationRow:
    prosecution_id: UUID
    order_id: UUID
    case_id: UUID | None = None
    victim_id: UUID | None = None
    accused_id: UUID | None = None
    payer: str = ""
    amount: Decimal | None = None
    currency: str = ""
    ordered_on: datetime | None = None
    received: Decimal = Decimal(0)
    payments: int = 0


class Compensation(ReadModel[CompensationRow]):
    name = "compensation"
    row = CompensationRow
    key = ("prosecution_id", "order_id")
    ignores = (
        HELD
        | BESIDE
        | DOCKET
        | COMPLAINT
        | REGISTRATION
        | ACCUSED
        | CHARGES
        | ARRAIGNMENT
        | HEARINGS
        | TESTIMONY
        | VERDICTS
        | APPEALS
    )

    @on(CompensationOrdered)
    def ordered(self, event: CompensationOrdered, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.order_id),
            lambda row: replace(
                row,
                case_id=origin.case_id,
                victim_id=event.victim_id,
                accused_id=event.accused_id,
                payer=event.payer,
                amount=event.amount,
                currency=event.currency,
                ordered_on=at(origin.occurred_on),
            ),
        )

    @on(CompensationReceived)
    def was_received(self, event: CompensationReceived, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.order_id),
            lambda row: replace(row, received=row.received + event.amount, payments=row.payments + 1),
        )
