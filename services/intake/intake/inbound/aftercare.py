"""What intake reads of aftercare.events: places for an operation, who is in care and who is in danger, and the part."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from casework.codes import RiskFrom
from throughline.domain import Field
from throughline.domain.corrected import Reason
from throughline.inbound import Inbound


class AftercarePartClosed(Inbound, source="aftercare"):
    covers: tuple[UUID, ...]
    outcome_summary: str


class AftercareReopened(Inbound, source="aftercare"):
    pass


class SurvivorEnrolled(Inbound, source="aftercare"):
    survivor_id: UUID


class SafetyConcernStated(Inbound, source="aftercare"):
    survivor_id: UUID
    level: Literal["low", "med", "high", "immediate"]
    new_crime: bool
    from_: RiskFrom | None = Field(default=None, alias="from")


class Endangered(Inbound):
    id: UUID


class SafetyRiskRaised(Inbound, source="aftercare"):
    from_: str = Field(default="unknown", alias="from")
    subjects: tuple[Endangered, ...] = ()


class OfficialThreatNoted(Inbound, source="aftercare"):
    subject_ids: tuple[UUID, ...] = ()
    source_event_id: UUID


class CareCapacityReserved(Inbound, source="aftercare"):
    operation_id: UUID


class CareCapacityRefused(Inbound, source="aftercare"):
    operation_id: UUID


class FactCorrected(Inbound, source="aftercare"):
    replaces: UUID
    reason: Reason = "never_happened"
    about: tuple[UUID, ...] = ()
    wrong_recorded_at: datetime | None = None
    wrong_type: str | None = None


class SubjectErased(Inbound, source="aftercare"):
    subject_id: UUID


class SafetyRecheckFellDue(Inbound, source="aftercare"):
    person_ids: tuple[UUID, ...]
    because: tuple[UUID, ...]


class SafetyRecheckDone(Inbound, source="aftercare"):
    person_id: UUID
    answered: tuple[UUID, ...]
