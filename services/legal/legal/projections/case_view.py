"""One row a case: its number and office, who is suspected or accused, and whether legal's part is open or closed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Event, Metadata
from throughline.projection import Change, ReadModel, on

from legal.docket.notes import ConsentNoted, DocketOpened, ReadinessNoted, SuspectNoted, VictimNoted
from legal.docket.opening import ProsecutionOpened
from legal.docket.part import LegalPartClosed, LegalPartReopened
from legal.projections.events import (
    ACCUSED,
    APPEALS,
    ARRAIGNMENT,
    BESIDE,
    CASEWORK,
    CHARGES,
    COMPENSATION,
    COMPLAINT,
    DETENTION,
    HEARINGS,
    HELD,
    MERGING,
    PAPERS,
    TAKING_OVER,
    TESTIMONY,
    VERDICTS,
    Events,
    at,
)
from legal.prosecution.registration import AccusedRegistered, AccusedRemoved, AccusedSummoned


@dataclass(frozen=True, slots=True)
class CaseRow:
    case_id: UUID
    reference: str | None = None
    office_id: str | None = None
    jurisdiction: str | None = None
    suspect_ids: tuple[UUID, ...] = ()
    victim_ids: tuple[UUID, ...] = ()
    part: str = "open"
    outcome: str | None = None
    opened_on: datetime | None = None
    closed_on: datetime | None = None


class CaseView(ReadModel[CaseRow]):
    name = "case_view"
    row = CaseRow
    ignores = (
        Events({ConsentNoted, ReadinessNoted, ProsecutionOpened, AccusedSummoned, AccusedRemoved})
        | HELD
        | BESIDE
        | MERGING
        | DETENTION
        | PAPERS
        | TAKING_OVER
        | CASEWORK
        | COMPLAINT
        | ACCUSED
        | CHARGES
        | ARRAIGNMENT
        | HEARINGS
        | TESTIMONY
        | VERDICTS
        | COMPENSATION
        | APPEALS
    )

    @on(DocketOpened)
    def opened(self, event: DocketOpened, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(origin.case_id, lambda row: replace(of_case(row, origin), opened_on=at(origin.occurred_on)))

    @on(SuspectNoted)
    def suspected(self, event: SuspectNoted, origin: Metadata) -> Iterator[Change]:
        yield self._suspect(event.suspect_id, origin)

    @on(AccusedRegistered)
    def accused(self, event: AccusedRegistered, origin: Metadata) -> Iterator[Change]:
        yield self._suspect(event.accused_id, origin)

    @on(VictimNoted)
    def victim(self, event: VictimNoted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.case_id,
            lambda row: replace(of_case(row, origin), victim_ids=joined(row.victim_ids, event.victim_id)),
        )

    @on(LegalPartClosed)
    def closed(self, event: LegalPartClosed, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.case_id,
            lambda row: replace(row, part="closed", outcome=event.outcome_summary, closed_on=at(origin.occurred_on)),
        )

    @on(LegalPartReopened)
    def reopened(self, event: Event, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(origin.case_id, lambda row: replace(row, part="open", outcome=None, closed_on=None))

    def _suspect(self, suspect_id: UUID, origin: Metadata) -> Change:
        return self.upsert(
            origin.case_id,
            lambda row: replace(of_case(row, origin), suspect_ids=joined(row.suspect_ids, suspect_id)),
        )


def of_case(row: CaseRow, origin: Metadata) -> CaseRow:
    """What the envelope tells of the case, which the first event may not have known."""
    return replace(
        row,
        reference=row.reference or origin.case_reference,
        office_id=row.office_id or origin.office_id,
        jurisdiction=row.jurisdiction or origin.jurisdiction,
    )


def joined(known: tuple[UUID, ...], one: UUID) -> tuple[UUID, ...]:
    """In order of id: whichever stream is heard of first."""
    return tuple(sorted({*known, one}))
