"""One row a safety risk: who is in danger from whom, how soon, and whether it was dealt with. The detail is sealed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from casework import SafetyRiskMitigated, SafetyRiskRaised
from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from intake.projections.events import EVERY, RISKS, day_of


@dataclass(frozen=True, slots=True)
class RiskRow:
    """`mitigated_on` is null while the risk is open."""

    case_id: UUID
    risk_id: UUID
    office_id: str | None = None
    reference: str | None = None
    level: str = ""
    subjects: tuple[dict[str, Any], ...] = ()
    comes_from: str = ""
    suspect_id: UUID | None = None
    detail_ref: UUID | None = None
    raised_on: date | None = None
    mitigated_on: date | None = None


class SafetyRisks(ReadModel[RiskRow]):
    name = "safety_risks"
    row = RiskRow
    key = ("case_id", "risk_id")
    ignores = EVERY - RISKS

    @on(SafetyRiskRaised)
    def raised(self, event: SafetyRiskRaised, origin: Metadata) -> Iterator[Change]:
        def change(row: RiskRow) -> RiskRow:
            return replace(
                row,
                office_id=origin.office_id,
                reference=origin.case_reference,
                level=event.level,
                subjects=tuple(subject.model_dump(mode="json") for subject in event.subjects),
                comes_from=event.from_,
                suspect_id=event.suspect_id,
                detail_ref=event.detail_ref,
                raised_on=day_of(origin.occurred_on) or origin.recorded_at.date(),
            )

        yield self.upsert((origin.case_id, event.risk_id), change)

    @on(SafetyRiskMitigated)
    def mitigated(self, event: SafetyRiskMitigated, origin: Metadata) -> Iterator[Change]:
        on = day_of(origin.occurred_on) or origin.recorded_at.date()
        yield self.upsert((origin.case_id, event.risk_id), lambda row: replace(row, mitigated_on=on))
