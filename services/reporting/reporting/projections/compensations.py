"""One row an order of compensation in a prosecution: against whom, and how much was awarded and received."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.inbound import legal
from reporting.projections.counting import Provenance, latest
from reporting.projections.own import OWN

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Compensation:
    prosecution_id: UUID
    order_id: UUID
    case_id: UUID | None = None
    accused_id: UUID | None = None
    victim_id: UUID | None = None
    office_id: str | None = None
    counted_under: str = ""
    currency: str = ""
    awarded: Decimal = NOTHING
    received: Decimal = NOTHING
    recorded_at: datetime | None = None


class Compensations(ReadModel[Compensation]):
    name = "compensations"
    row = Compensation
    generation = 3
    key = ("prosecution_id", "order_id")
    ignores = OWN

    @on(legal.CompensationOrdered)
    def ordered(self, event: legal.CompensationOrdered, origin: Metadata) -> Iterator[Change]:
        found = Provenance.of(origin)
        yield self.upsert(
            (origin.stream_id, event.order_id),
            lambda row: replace(
                row,
                case_id=origin.case_id,
                accused_id=event.accused_id,
                victim_id=event.victim_id,
                office_id=found.office_id,
                counted_under=found.counted_under,
                currency=event.currency,
                awarded=event.amount,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )

    @on(legal.CompensationReceived)
    def received(self, event: legal.CompensationReceived, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.order_id),
            lambda row: replace(
                row,
                case_id=origin.case_id,
                received=row.received + event.amount,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
