"""What intake reads of legal.events: a prosecution opened, legal's part closed or at work again, a person erased."""

from datetime import datetime
from uuid import UUID

from throughline.domain import Field
from throughline.domain.corrected import Reason
from throughline.inbound import Inbound


class LegalPartClosed(Inbound, source="legal"):
    covers: tuple[UUID, ...]
    outcome_summary: str


class LegalPartReopened(Inbound, source="legal"):
    pass


class ProsecutionOpened(Inbound, source="legal"):
    pass


class Endangered(Inbound):
    id: UUID


class SafetyRiskRaised(Inbound, source="legal"):
    from_: str = Field(default="unknown", alias="from")
    subjects: tuple[Endangered, ...] = ()


class OfficialThreatNoted(Inbound, source="legal"):
    subject_ids: tuple[UUID, ...] = ()
    source_event_id: UUID


class SubjectErased(Inbound, source="legal"):
    subject_id: UUID


class FactCorrected(Inbound, source="legal"):
    replaces: UUID
    reason: Reason = "never_happened"
    about: tuple[UUID, ...] = ()
    wrong_recorded_at: datetime | None = None
