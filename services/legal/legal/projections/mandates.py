"""One row a mandate: which counsel a victim has, and by which consent. Whether that still holds, `consents` says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from legal.docket.papers import CounselMandated
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
    VERDICTS,
    at,
)


@dataclass(frozen=True, slots=True)
class MandateRow:
    victim_id: UUID
    lawyer_id: UUID
    consent_id: UUID
    case_id: UUID | None = None
    case_reference: str | None = None
    office_id: str | None = None
    mandated_on: datetime | None = None


class Mandates(ReadModel[MandateRow]):
    name = "mandates"
    row = MandateRow
    key = ("victim_id", "lawyer_id", "consent_id")
    ignores = (
        HELD
        | BESIDE
        | (DOCKET - {CounselMandated})
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
    )

    @on(CounselMandated)
    def mandated(self, event: CounselMandated, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (event.victim_id, event.lawyer_id, event.consent_id),
            lambda row: replace(
                row,
                case_id=origin.case_id,
                case_reference=row.case_reference or origin.case_reference,
                office_id=origin.office_id,
                mandated_on=row.mandated_on or at(origin.occurred_on),
            ),
        )
