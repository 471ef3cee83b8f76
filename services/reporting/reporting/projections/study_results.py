"""One row a result of a study: the value with its interval and sample, never without."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.projections.counting import counted_under, known_day, latest
from reporting.projections.own import OWN
from reporting.study import StudyResultRecorded


@dataclass(frozen=True, slots=True)
class StudyResult:
    result_id: UUID
    case_id: UUID | None = None
    study_id: UUID | None = None
    indicator: str = ""
    definition_version: str = ""
    wave: str = ""
    subgroup: str | None = None
    value: Decimal | None = None
    unit: str = ""
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    ci_level: Decimal | None = None
    n: int = 0
    no_interval_because: str | None = None
    office_id: str | None = None
    counted_under: str = ""
    measured_on: date | None = None
    recorded_at: datetime | None = None


class StudyResults(ReadModel[StudyResult]):
    name = "study_results"
    row = StudyResult
    key = ("result_id",)
    ignores = OWN - {StudyResultRecorded}

    @on(StudyResultRecorded)
    def recorded(self, event: StudyResultRecorded, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.event_id,
            lambda row: replace(
                row,
                **event.model_dump(),
                case_id=origin.case_id,
                study_id=origin.stream_id,
                office_id=origin.office_id,
                counted_under=counted_under(origin),
                measured_on=known_day(origin.occurred_on),
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
