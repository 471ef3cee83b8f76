"""What another service makes of the visits: its own reading of the event, and two read models on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.inbound import Inbound
from throughline.projection import Change, ReadModel, on


class Noted(Inbound, source="bench", name="VisitNoted"):
    subject_id: UUID
    kind: str
    place: str
    report_id: UUID
    next_on: date


@dataclass(frozen=True, slots=True)
class OverviewRow:
    case_id: UUID
    visits: int = 0
    last_kind: str = ""
    last_place: str = ""
    next_on: date | None = None
    updated_at: datetime | None = None

    def visited(self, kind: str, place: str, next_on: date | None, at: datetime) -> "OverviewRow":
        return replace(self, visits=self.visits + 1, last_kind=kind, last_place=place, next_on=next_on, updated_at=at)


class Overview(ReadModel[OverviewRow]):
    """One row a case: the same columns as the floor's and the peer's table."""

    name = "visit_overview"
    row = OverviewRow

    @on(Noted)
    def noted(self, event: Noted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.case_id,
            lambda row: row.visited(event.kind, event.place, event.next_on, origin.recorded_at),
        )


@dataclass(frozen=True, slots=True)
class KindRow:
    case_id: UUID
    kind: str
    visits: int = 0
    last_report: UUID | None = None


class Kinds(ReadModel[KindRow]):
    """One row a case and kind of visit."""

    name = "visit_kinds"
    row = KindRow
    key = ("case_id", "kind")

    @on(Noted)
    def noted(self, event: Noted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.case_id, event.kind),
            lambda row: replace(row, visits=row.visits + 1, last_report=event.report_id),
        )
