"""What legal reads of aftercare.events: whether a witness is ready to testify, and who is worried for; never why."""

from datetime import datetime
from uuid import UUID

from throughline.domain import Field
from throughline.domain.corrected import Reason
from throughline.inbound import Inbound

from legal.codes import Ready


class ReadinessStated(Inbound, source="aftercare"):
    hearing_id: UUID
    witness_id: UUID
    ready: Ready


class SafetyConcernStated(Inbound, source="aftercare"):
    survivor_id: UUID
    from_: str | None = Field(default=None, alias="from")


class Endangered(Inbound):
    id: UUID


class SafetyRiskRaised(Inbound, source="aftercare"):
    from_: str = Field(default="unknown", alias="from")
    subjects: tuple[Endangered, ...] = ()


class OfficialThreatNoted(Inbound, source="aftercare"):
    subject_ids: tuple[UUID, ...] = ()
    source_event_id: UUID


class FactCorrected(Inbound, source="aftercare"):
    replaces: UUID
    reason: Reason = "never_happened"
    about: tuple[UUID, ...] = ()
    wrong_recorded_at: datetime | None = None


class SubjectErased(Inbound, source="aftercare"):
    subject_id: UUID
