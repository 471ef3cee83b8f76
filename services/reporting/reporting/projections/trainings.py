"""One row a training delivered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.programme import TrainingDelivered
from reporting.projections.counting import counted_under, known_day, latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class Training:
    case_id: UUID
    training_id: UUID
    office_id: str | None = None
    counted_under: str = ""
    audience: str = ""
    participants: int = 0
    delivered_on: date | None = None
    recorded_at: datetime | None = None


class Trainings(ReadModel[Training]):
    name = "trainings"
    row = Training
    generation = 2
    key = ("case_id", "training_id")
    ignores = OWN - {TrainingDelivered}

    @on(TrainingDelivered)
    def delivered(self, event: TrainingDelivered, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.case_id, event.training_id),
            lambda row: replace(
                row,
                office_id=origin.office_id,
                counted_under=counted_under(origin),
                audience=event.audience,
                participants=event.participants,
                delivered_on=known_day(origin.occurred_on),
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
