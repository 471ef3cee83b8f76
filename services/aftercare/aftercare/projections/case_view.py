"""One row a case: whether aftercare's part is open, and whom it covered when it closed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from throughline.domain import Event, Metadata
from throughline.projection import Change, ReadModel, on

from aftercare.case_care.closing import AftercarePartClosed, AftercareReopened
from aftercare.case_care.merging import CaseMergeNoted
from aftercare.projections.events import ALL, NOTES


@dataclass(frozen=True, slots=True)
class CaseRow:
    case_id: UUID
    office_id: str | None = None
    case_reference: str | None = None
    part: str = "open"
    covers: tuple[UUID, ...] = ()
    outcome_summary: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    merged_into: UUID | None = None


class CaseView(ReadModel[CaseRow]):
    name = "case_view"
    row = CaseRow
    ignores = ALL - NOTES - {AftercarePartClosed, AftercareReopened, CaseMergeNoted}

    @on(*NOTES)
    def noted(self, event: Event, origin: Metadata) -> Iterator[Change]:
        def change(row: CaseRow) -> CaseRow:
            return replace(known(row, origin), opened_on=row.opened_on or origin.recorded_at.date())

        yield self.upsert(origin.case_id, change)

    @on(AftercarePartClosed)
    def closed(self, event: AftercarePartClosed, origin: Metadata) -> Iterator[Change]:
        def change(row: CaseRow) -> CaseRow:
            return replace(
                known(row, origin),
                part="closed",
                covers=event.covers,
                outcome_summary=event.outcome_summary,
                closed_on=origin.recorded_at.date(),
            )

        yield self.upsert(origin.case_id, change)

    @on(CaseMergeNoted)
    def merged(self, event: CaseMergeNoted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(origin.case_id, lambda row: replace(known(row, origin), merged_into=event.surviving_case_id))

    @on(AftercareReopened)
    def reopened(self, event: AftercareReopened, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.case_id,
            lambda row: replace(row, part="open", covers=(), outcome_summary=None, closed_on=None),
        )


def known(row: CaseRow, origin: Metadata) -> CaseRow:
    return replace(
        row,
        office_id=origin.office_id or row.office_id,
        case_reference=origin.case_reference or row.case_reference,
    )
