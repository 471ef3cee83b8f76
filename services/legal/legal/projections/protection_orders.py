"""One row a protection order: whom it protects from whom, until when, and how often it was breached."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata, Moment, before
from throughline.projection import Change, ReadModel, on

from legal.projections.events import (
    ACCUSED,
    APPEALS,
    ARRAIGNMENT,
    CHARGES,
    COMPENSATION,
    COMPLAINT,
    COURT,
    DOCKET,
    EVIDENCE,
    HEARINGS,
    HELD,
    MILESTONES,
    REGISTRATION,
    TESTIMONY,
    VERDICTS,
    at,
)
from legal.prosecution.protection import (
    ProtectionOrderBreached,
    ProtectionOrderExpired,
    ProtectionOrderExtended,
    ProtectionOrderIssued,
)


@dataclass(frozen=True, slots=True)
class ProtectionOrderRow:
    """`extended_on` is when its end was last said, where the court extended it."""

    prosecution_id: UUID
    order_id: UUID
    case_id: UUID | None = None
    protects: UUID | None = None
    against: UUID | None = None
    until: datetime | None = None
    breaches: int = 0
    state: str = "in_force"
    extended_on: str | None = None


class ProtectionOrders(ReadModel[ProtectionOrderRow]):
    name = "protection_orders"
    row = ProtectionOrderRow
    key = ("prosecution_id", "order_id")
    generation = 2
    ignores = (
        HELD
        | DOCKET
        | COMPLAINT
        | REGISTRATION
        | ACCUSED
        | CHARGES
        | ARRAIGNMENT
        | HEARINGS
        | TESTIMONY
        | VERDICTS
        | COMPENSATION
        | APPEALS
        | COURT
        | MILESTONES
        | EVIDENCE
    )

    @on(ProtectionOrderIssued)
    def issued(self, event: ProtectionOrderIssued, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.order_id),
            lambda row: replace(
                row,
                case_id=origin.case_id,
                protects=event.protects,
                against=event.against,
                until=at(event.until),
            ),
        )

    @on(ProtectionOrderExtended)
    def extended(self, event: ProtectionOrderExtended, origin: Metadata) -> Iterator[Change]:
        def change(row: ProtectionOrderRow) -> ProtectionOrderRow:
            if row.extended_on and before(origin.occurred_on, Moment.parse(row.extended_on)):
                return row
            return replace(row, until=at(event.until), state="in_force", extended_on=str(origin.occurred_on))

        yield self.upsert((origin.stream_id, event.order_id), change)

    @on(ProtectionOrderBreached)
    def breached(self, event: ProtectionOrderBreached, origin: Metadata) -> Iterator[Change]:
        yield self.upsert((origin.stream_id, event.order_id), lambda row: replace(row, breaches=row.breaches + 1))

    @on(ProtectionOrderExpired)
    def expired(self, event: ProtectionOrderExpired, origin: Metadata) -> Iterator[Change]:
        yield self.upsert((origin.stream_id, event.order_id), lambda row: replace(row, state="expired"))
