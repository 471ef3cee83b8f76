"""One row a gap in the justice system or a reform: what was found in how many cases, proposed for it, and adopted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.programme import ReformAdopted, ReformProposed, SystemGapIdentified
from reporting.projections.counting import counted_under, known_day, latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class Gap:
    case_id: UUID
    gap_id: UUID
    office_id: str | None = None
    counted_under: str = ""
    area: str = ""
    from_case_count: int = 0
    identified_on: date | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reform:
    case_id: UUID
    reform_id: UUID
    gap_id: UUID | None = None
    proposed_on: date | None = None
    adopted: bool = False
    kind: str | None = None
    adopted_on: date | None = None
    recorded_at: datetime | None = None


class Gaps(ReadModel[Gap]):
    name = "gaps"
    row = Gap
    generation = 2
    key = ("case_id", "gap_id")
    ignores = OWN - {SystemGapIdentified}

    @on(SystemGapIdentified)
    def identified(self, event: SystemGapIdentified, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.case_id, event.gap_id),
            lambda row: replace(
                row,
                office_id=origin.office_id,
                counted_under=counted_under(origin),
                area=event.area,
                from_case_count=event.from_case_count,
                identified_on=known_day(origin.occurred_on),
                recorded_at=latest(row.recorded_at, origin),
            ),
        )


class Reforms(ReadModel[Reform]):
    name = "reforms"
    row = Reform
    generation = 2
    key = ("case_id", "reform_id")
    ignores = OWN - {ReformProposed, ReformAdopted}

    @on(ReformProposed)
    def proposed(self, event: ReformProposed, origin: Metadata) -> Iterator[Change]:
        day = known_day(origin.occurred_on)
        yield self._touch(event.reform_id, origin, gap_id=event.gap_id, proposed_on=day)

    @on(ReformAdopted)
    def adopted(self, event: ReformAdopted, origin: Metadata) -> Iterator[Change]:
        day = known_day(origin.occurred_on)
        yield self._touch(event.reform_id, origin, adopted=True, kind=event.kind, adopted_on=day)

    def _touch(self, reform_id: UUID, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            (origin.case_id, reform_id),
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
