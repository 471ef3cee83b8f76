"""One row a hearing: when, what for, who is to be heard, and what became of it."""

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
    HELD,
    REGISTRATION,
    TESTIMONY,
    VERDICTS,
    at,
)
from legal.prosecution.hearings import HearingAdjourned, HearingHeld, HearingScheduled, HearingVacated


@dataclass(frozen=True, slots=True)
class HearingRow:
    prosecution_id: UUID
    hearing_id: UUID
    case_id: UUID | None = None
    case_reference: str | None = None
    office_id: str | None = None
    on_at: datetime | None = None
    on_precision: str = ""
    type: str = ""
    court_org_id: UUID | None = None
    mode: str = ""
    witness_ids: tuple[UUID, ...] = ()
    continues: UUID | None = None
    state: str = "scheduled"
    reason: str | None = None
    requested_by: str | None = None


class Hearings(ReadModel[HearingRow]):
    name = "hearings"
    row = HearingRow
    key = ("prosecution_id", "hearing_id")
    ignores = (
        HELD
        | BESIDE
        | DOCKET
        | COMPLAINT
        | REGISTRATION
        | ACCUSED
        | CHARGES
        | ARRAIGNMENT
        | TESTIMONY
        | VERDICTS
        | COMPENSATION
        | APPEALS
    )

    @on(HearingScheduled)
    def scheduled(self, event: HearingScheduled, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.hearing_id),
            lambda row: replace(
                row,
                case_id=origin.case_id,
                case_reference=origin.case_reference,
                office_id=origin.office_id,
                on_at=at(event.on_),
                on_precision=event.on_.precision,
                type=event.type,
                court_org_id=event.court_org_id,
                mode=event.mode,
                witness_ids=event.witness_ids,
                continues=event.continues,
            ),
        )

    @on(HearingHeld)
    def held(self, event: HearingHeld, origin: Metadata) -> Iterator[Change]:
        yield self.upsert((origin.stream_id, event.hearing_id), lambda row: replace(row, state="held"))

    @on(HearingAdjourned)
    def adjourned(self, event: HearingAdjourned, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.stream_id, event.hearing_id),
            lambda row: replace(row, state="adjourned", reason=event.reason, requested_by=event.requested_by),
        )

    @on(HearingVacated)
    def vacated(self, event: HearingVacated, origin: Metadata) -> Iterator[Change]:
        yield self.upsert((origin.stream_id, event.hearing_id), lambda row: replace(row, state="vacated"))
