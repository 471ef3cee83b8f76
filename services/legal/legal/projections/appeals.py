"""One row an appeal: against what, by whom, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from legal.projections.events import (
    ACCUSED,
    ARRAIGNMENT,
    BESIDE,
    CHARGES,
    COMPENSATION,
    COMPLAINT,
    DOCKET,
    HEARINGS,
    HELD,
    REGISTRATION,
    TESTIMONY,
    VERDICTS,
    at,
)
from legal.prosecution.appeals import AppealDecided, AppealFiled


@dataclass(frozen=True, slots=True)
class AppealRow:
    prosecution_id: UUID
    appeal_id: UUID
    case_id: UUID | None = None
    accused_id: UUID | None = None
    against: tuple[UUID, ...] = ()
    filed_by: str = ""
    court: str = ""
    filed_on: datetime | None = None
    result: str | None = None
    decided_on: datetime | None = None
    decided_recorded_at: datetime | None = None
    decision_event_id: UUID | None = None


class Appeals(ReadModel[AppealRow]):
    name = "appeals"
    row = AppealRow
    key = ("prosecution_id", "appeal_id")
    ignores = (
        HELD
        | BESIDE
        | DOCKET
        | COMPLAINT
        | REGISTRATION
        | ACCUSED
        | CHARGES
        | ARRAIGNMENT
        | HEARINGS
        | TESTIMONY
        | VERDICTS
        | COMPENSATION
    )

    @on(AppealFiled)
    def filed(self, event: AppealFiled, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.appeal_id),
            lambda row: replace(
                row,
                case_id=origin.case_id,
                accused_id=event.accused_id,
                against=event.against,
                filed_by=event.by,
                court=event.court,
                filed_on=at(origin.occurred_on),
            ),
        )

    @on(AppealDecided)
    def decided(self, event: AppealDecided, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.appeal_id),
            lambda row: replace(
                row,
                result=event.result,
                decided_on=at(origin.occurred_on),
                decided_recorded_at=origin.recorded_at,
                decision_event_id=origin.event_id,
            ),
        )
