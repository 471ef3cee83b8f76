"""One row a fact that a team holds to be cleared up: of which type and, where it is of counts, of which charge."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.inbound import held
from reporting.projections.counting import Provenance, latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class HeldFact:
    stream_id: UUID
    held_id: UUID
    case_id: UUID | None = None
    office_id: str | None = None
    counted_under: str = ""
    service: str = ""
    type: str = ""
    code: str = ""
    charge_id: UUID | None = None
    counts: int | None = None
    settled: bool = False
    recorded_at: datetime | None = None


class HeldFacts(ReadModel[HeldFact]):
    name = "held_facts"
    row = HeldFact
    generation = 2
    key = ("stream_id", "held_id")
    ignores = OWN

    @on(held.HeldInIntake, held.HeldInLegal, held.HeldInAftercare)
    def is_held(self, event: held.Held, origin: Metadata) -> Iterator[Change]:
        found = Provenance.of(origin)
        yield self._touch(
            event.held_id,
            origin,
            office_id=found.office_id,
            counted_under=found.counted_under,
            service=origin.service,
            type=event.type,
            code=event.code,
            charge_id=event.charge_id,
            counts=event.counts,
        )

    @on(
        held.AcceptedInIntake,
        held.AcceptedInLegal,
        held.AcceptedInAftercare,
        held.DismissedInIntake,
        held.DismissedInLegal,
        held.DismissedInAftercare,
    )
    def settled(self, event: held.Settled, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event.held_id, origin, settled=True)

    def _touch(self, held_id: UUID, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            (origin.stream_id, held_id),
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                case_id=origin.case_id,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
