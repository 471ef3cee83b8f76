"""One row a prosecution: that it is there, and whether it was discontinued as a whole."""

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
class ProsecutionFacts:
    prosecution_id: UUID
    case_id: UUID | None = None
    complaint_on: date | None = None
    discontinued: bool = False
    recorded_at: datetime | None = None


class ProsecutionFactsModel(ReadModel[ProsecutionFacts]):
    name = "prosecution_facts"
    row = ProsecutionFacts
    key = ("prosecution_id",)
    ignores = OWN

    @on(legal.ComplaintRegistered)
    def complaint(self, event: legal.ComplaintRegistered, origin: Metadata) -> Iterator[Change]:
        yield self._touch(origin, complaint_on=known_day(origin.occurred_on))

    @on(legal.ProsecutionDiscontinued)
    def discontinued(self, event: legal.ProsecutionDiscontinued, origin: Metadata) -> Iterator[Change]:
        if event.accused_id is None:
            yield self._touch(origin, discontinued=True)

    def _touch(self, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            origin.stream_id,
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                case_id=origin.case_id,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
