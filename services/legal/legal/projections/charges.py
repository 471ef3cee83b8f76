"""One row a charge: how many counts were filed, and where they are now. Verdicts are rows of their own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from legal.projections.events import (
    ACCUSED,
    APPEALS,
    BESIDE,
    COMPENSATION,
    COMPLAINT,
    DOCKET,
    HEARINGS,
    HELD,
    REGISTRATION,
    TESTIMONY,
    VERDICTS,
)
from legal.prosecution.arraignment import ArraignmentHeld, PleaEntered
from legal.prosecution.charges import (
    ChargeAccepted,
    ChargeAmended,
    ChargeRejected,
    ChargesFiled,
    ChargeWithdrawn,
    FiledCharge,
)


@dataclass(frozen=True, slots=True)
class ChargeRow:
    prosecution_id: UUID
    charge_id: UUID
    case_id: UUID | None = None
    accused_id: UUID | None = None
    statute: str = ""
    iccs: str | None = None
    filed: int = 0
    accepted: int = 0
    withdrawn: int = 0
    rejected: int = 0
    plea: str | None = None
    victim_ids: tuple[UUID, ...] = ()


class Charges(ReadModel[ChargeRow]):
    name = "charges"
    row = ChargeRow
    key = ("prosecution_id", "charge_id")
    ignores = (
        frozenset({ArraignmentHeld})
        | HELD
        | BESIDE
        | DOCKET
        | COMPLAINT
        | REGISTRATION
        | ACCUSED
        | HEARINGS
        | TESTIMONY
        | VERDICTS
        | COMPENSATION
        | APPEALS
    )

    @on(ChargesFiled)
    def filed(self, event: ChargesFiled, origin: Metadata) -> Iterator[Change]:
        for charge in event.charges:
            yield self.upsert((origin.stream_id, charge.charge_id), filing(charge, event.accused_id, origin))

    @on(ChargeAccepted)
    def accepted(self, event: ChargeAccepted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.charge_id),
            lambda row: replace(row, accepted=row.accepted + (event.counts or 0)),
        )

    @on(ChargeRejected)
    def rejected(self, event: ChargeRejected, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.charge_id),
            lambda row: replace(row, rejected=row.rejected + (event.counts or 0)),
        )

    @on(ChargeWithdrawn)
    def withdrawn(self, event: ChargeWithdrawn, origin: Metadata) -> Iterator[Change]:
        yield self.upsert((origin.stream_id, event.charge_id), lambda row: withdrawing(row, event.counts or 0))

    @on(ChargeAmended)
    def amended(self, event: ChargeAmended, origin: Metadata) -> Iterator[Change]:
        """The row shows another law once all counts that were not withdrawn or rejected are under it."""

        def change(row: ChargeRow) -> ChargeRow:
            if event.counts is not None and event.counts < row.filed - row.withdrawn - row.rejected:
                return row
            return replace(row, statute=event.statute or row.statute, iccs=event.iccs or row.iccs)

        yield self.upsert((origin.stream_id, event.charge_id), change)

    @on(PleaEntered)
    def pleaded(self, event: PleaEntered, origin: Metadata) -> Iterator[Change]:
        yield self.upsert((origin.stream_id, event.charge_id), lambda row: replace(row, plea=event.plea))


def filing(charge: FiledCharge, accused_id: UUID, origin: Metadata) -> Callable[[ChargeRow], ChargeRow]:
    return lambda row: replace(
        row,
        case_id=origin.case_id,
        accused_id=accused_id,
        statute=charge.statute,
        iccs=charge.iccs,
        filed=charge.counts,
        victim_ids=charge.victim_ids,
    )


def withdrawing(row: ChargeRow, counts: int) -> ChargeRow:
    """Pending counts go first, as in the Prosecution."""
    pending = row.filed - row.accepted - row.withdrawn - row.rejected
    return replace(row, withdrawn=row.withdrawn + counts, accepted=row.accepted - max(0, counts - pending))
