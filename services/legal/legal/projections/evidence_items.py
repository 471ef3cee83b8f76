"""One row an item of evidence: who has it, how many gaps its chain of custody shows, and what the court made of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from legal.evidence.custody import (
    CustodyGapFlagged,
    EvidenceAdmitted,
    EvidenceCollected,
    EvidenceExamined,
    EvidenceExcluded,
    EvidenceTransferred,
)
from legal.projections.events import (
    ACCUSED,
    APPEALS,
    ARRAIGNMENT,
    CHARGES,
    COMPENSATION,
    COMPLAINT,
    COURT,
    DOCKET,
    HEARINGS,
    HELD,
    MILESTONES,
    PROTECTION,
    REGISTRATION,
    TESTIMONY,
    VERDICTS,
    at,
)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    item_id: UUID
    case_id: UUID | None = None
    prosecution_id: UUID | None = None
    category: str = ""
    sha256: str | None = None
    seal: str | None = None
    custodian: UUID | None = None
    collected_on: datetime | None = None
    hand_overs: int = 0
    examinations: int = 0
    gaps: int = 0
    ruling: str = "none"


class EvidenceItems(ReadModel[EvidenceRow]):
    name = "evidence_items"
    row = EvidenceRow
    key = ("item_id",)
    ignores = (
        HELD
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
        | APPEALS
        | COURT
        | MILESTONES
        | PROTECTION
    )

    @on(EvidenceCollected)
    def collected(self, event: EvidenceCollected, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            event.item_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                prosecution_id=event.prosecution_id,
                category=event.category,
                sha256=event.sha256,
                seal=event.seal,
                custodian=event.collected_by_org_id,
                collected_on=at(origin.occurred_on),
            ),
        )

    @on(EvidenceTransferred)
    def transferred(self, event: EvidenceTransferred, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            event.item_id,
            lambda row: replace(row, custodian=event.to_custodian, hand_overs=row.hand_overs + 1),
        )

    @on(CustodyGapFlagged)
    def gap_flagged(self, event: CustodyGapFlagged, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(event.item_id, lambda row: replace(row, gaps=row.gaps + 1))

    @on(EvidenceExamined)
    def examined(self, event: EvidenceExamined, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(event.item_id, lambda row: replace(row, examinations=row.examinations + 1))

    @on(EvidenceAdmitted)
    def admitted(self, event: EvidenceAdmitted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(event.item_id, lambda row: replace(row, ruling="admitted"))

    @on(EvidenceExcluded)
    def excluded(self, event: EvidenceExcluded, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(event.item_id, lambda row: replace(row, ruling="excluded"))
