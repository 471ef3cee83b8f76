"""One row a study, as it was registered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.projections.counting import counted_under, known_day, latest
from reporting.projections.own import OWN
from reporting.study import StudyRegistered


@dataclass(frozen=True, slots=True)
class StudyRow:
    study_id: UUID
    case_id: UUID | None = None
    series_id: UUID | None = None
    site: str = ""
    population: str = ""
    method: str = ""
    organisations: tuple[UUID, ...] = ()
    office_id: str | None = None
    counted_under: str = ""
    registered_on: date | None = None
    recorded_at: datetime | None = None


class Studies(ReadModel[StudyRow]):
    name = "studies"
    row = StudyRow
    key = ("study_id",)
    ignores = OWN - {StudyRegistered}

    @on(StudyRegistered)
    def registered(self, event: StudyRegistered, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            event.study_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                series_id=event.series_id,
                site=event.site,
                population=event.population,
                method=event.method,
                organisations=event.organisations,
                office_id=origin.office_id,
                counted_under=counted_under(origin),
                registered_on=known_day(origin.occurred_on),
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
