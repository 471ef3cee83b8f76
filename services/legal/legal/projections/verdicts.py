"""One row a verdict, effective or not: the appeals that undid it are in `appeals`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from legal.projections.events import (
    ACCUSED,
    APPEALS,
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
    at,
)
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded


@dataclass(frozen=True, slots=True)
class VerdictRow:
    event_id: UUID
    case_id: UUID | None = None
    prosecution_id: UUID | None = None
    accused_id: UUID | None = None
    charge_id: UUID | None = None
    counts: int = 0
    verdict: str = ""
    court: str = ""
    by_plea: bool = False
    convicted_of: str | None = None
    given_on: datetime | None = None


class Verdicts(ReadModel[VerdictRow]):
    name = "verdicts"
    row = VerdictRow
    key = ("event_id",)
    ignores = (
        frozenset({DispositionReported})
        | HELD
        | BESIDE
        | DOCKET
        | COMPLAINT
        | REGISTRATION
        | ACCUSED
        | CHARGES
        | ARRAIGNMENT
        | HEARINGS
        | TESTIMONY
        | COMPENSATION
        | APPEALS
    )

    @on(VerdictRecorded)
    def recorded(self, event: VerdictRecorded, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.event_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                prosecution_id=origin.stream_id,
                accused_id=event.accused_id,
                charge_id=event.charge_id,
                counts=event.counts,
                verdict=event.verdict,
                court=event.court,
                by_plea=event.by_plea,
                convicted_of=event.convicted_of.statute if event.convicted_of else None,
                given_on=at(origin.occurred_on),
            ),
        )
