"""One row an issue of a case's data: what, from which source and row, about which event, and whether it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.data_quality import DataQualityIssueRaised, DataQualityIssueResolved
from reporting.projections.counting import latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class Issue:
    case_id: UUID
    issue_id: UUID
    office_id: str | None = None
    kind: str | None = None
    source: str | None = None
    source_row: str | None = None
    source_event_id: UUID | None = None
    of_type: str | None = None
    code: str | None = None
    source_column: str | None = None
    raised_at: datetime | None = None
    resolved_at: datetime | None = None
    recorded_at: datetime | None = None


class Issues(ReadModel[Issue]):
    name = "data_quality_issues"
    row = Issue
    generation = 2
    key = ("case_id", "issue_id")
    ignores = OWN - {DataQualityIssueRaised, DataQualityIssueResolved}

    @on(DataQualityIssueRaised)
    def raised(self, event: DataQualityIssueRaised, origin: Metadata) -> Iterator[Change]:
        yield self._touch(
            event.issue_id,
            origin,
            office_id=origin.office_id,
            kind=event.kind,
            source=event.source,
            source_row=event.row,
            source_event_id=event.source_event_id,
            of_type=event.of_type,
            code=event.code,
            source_column=event.column,
            raised_at=origin.recorded_at,
        )

    @on(DataQualityIssueResolved)
    def resolved(self, event: DataQualityIssueResolved, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event.issue_id, origin, resolved_at=origin.recorded_at)

    def _touch(self, issue_id: UUID, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            (origin.case_id, issue_id),
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
