"""One row an appeal in a prosecution: whose, and how it was decided. Against what stays with the legal team."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.inbound import legal
from reporting.projections.counting import known_day, latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class Appeal:
    prosecution_id: UUID
    appeal_id: UUID
    case_id: UUID | None = None
    accused_id: UUID | None = None
    filed_on: date | None = None
    result: str | None = None
    decided_version: int = 0
    decided_on: date | None = None
    recorded_at: datetime | None = None


class Appeals(ReadModel[Appeal]):
    name = "appeals"
    row = Appeal
    generation = 3
    key = ("prosecution_id", "appeal_id")
    ignores = OWN

    @on(legal.AppealFiled)
    def filed(self, event: legal.AppealFiled, origin: Metadata) -> Iterator[Change]:
        day = known_day(origin.occurred_on)
        yield self._touch(event.appeal_id, origin, accused_id=event.accused_id, filed_on=day)

    @on(legal.AppealDecided)
    def decided(self, event: legal.AppealDecided, origin: Metadata) -> Iterator[Change]:
        yield self._touch(
            event.appeal_id,
            origin,
            result=event.result,
            decided_version=origin.stream_version,
            decided_on=known_day(origin.occurred_on),
        )

    def _touch(self, appeal_id: UUID, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            (origin.stream_id, appeal_id),
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                case_id=origin.case_id,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
