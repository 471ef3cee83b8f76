"""One row an item of evidence: who has it, how many gaps its chain of custody shows, and what the court made of it.

A gap that a hand-over told later explains is none any more; that it was flagged stays in the timeline.
"""

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
from legal.evidence.state import HandOver, breaks
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
from legal.prosecution.order import placed


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
    collector: UUID | None = None
    chain: tuple[HandOver, ...] = ()
    flaws: int = 0
    ruling: str = "none"


class EvidenceItems(ReadModel[EvidenceRow]):
    name = "evidence_items"
    generation = 2
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
                collector=event.collected_by_org_id,
                custodian=event.collected_by_org_id,
                collected_on=at(origin.occurred_on),
            ),
        )

    @on(EvidenceTransferred)
    def transferred(self, event: EvidenceTransferred, origin: Metadata) -> Iterator[Change]:
        def change(row: EvidenceRow) -> EvidenceRow:
            hand_over = HandOver(origin.occurred_on, event.from_custodian, event.to_custodian)
            chain = placed(row.chain, hand_over)
            gaps = breaks(row.collector, chain) + row.flaws
            return replace(row, chain=chain, custodian=chain[-1].taker, hand_overs=len(chain), gaps=gaps)

        yield self.upsert(event.item_id, change)

    @on(CustodyGapFlagged)
    def gap_flagged(self, event: CustodyGapFlagged, origin: Metadata) -> Iterator[Change]:
        """Who had it is for the chain to say; a broken seal or another hash is nothing that it explains."""
        if event.kind != "from_another":
            yield self.upsert(event.item_id, lambda row: replace(row, flaws=row.flaws + 1, gaps=row.gaps + 1))

    @on(EvidenceExamined)
    def examined(self, event: EvidenceExamined, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(event.item_id, lambda row: replace(row, examinations=row.examinations + 1))

    @on(EvidenceAdmitted)
    def admitted(self, event: EvidenceAdmitted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(event.item_id, lambda row: replace(row, ruling="admitted"))

    @on(EvidenceExcluded)
    def excluded(self, event: EvidenceExcluded, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(event.item_id, lambda row: replace(row, ruling="excluded"))
