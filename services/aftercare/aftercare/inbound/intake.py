"""What aftercare reads of intake.events: who was met, brought to safety, declined or asked, and what they agreed to."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casework.codes import RiskLevel, RiskSubjectKind
from throughline.domain import Field
from throughline.domain.corrected import Reason
from throughline.inbound import Inbound

from aftercare.codes import Assent, Code, ConsentBy, Guardian, IsChild, Month, Standing, Tell, VictimStatus, Warn


class VictimEncountered(Inbound, source="intake"):
    victim_id: UUID
    age_band: str = "unknown"


class VictimBroughtToSafety(Inbound, source="intake"):
    victim_id: UUID


class VictimDeclinedAssistance(Inbound, source="intake"):
    victim_id: UUID


class AssistanceRequested(Inbound, source="intake"):
    victim_id: UUID


class VictimStatusDetermined(Inbound, source="intake"):
    victim_id: UUID
    status: VictimStatus
    standing: Standing = "agency_view"


class Endangered(Inbound):
    """Somebody in danger, and what they are to the case."""

    kind: RiskSubjectKind
    id: UUID


class Choice(Inbound):
    """One purpose of a consent, and whether it was agreed to."""

    purpose: Code
    given: bool


class ConsentRecorded(Inbound, source="intake"):
    consent_id: UUID
    subject_id: UUID
    purposes: tuple[Choice, ...] = ()
    expires_on: Month | None = None
    by: ConsentBy | None = None
    assent: Assent | None = None
    withhold_from: tuple[UUID, ...] = ()


class ConsentWithdrawn(Inbound, source="intake"):
    consent_id: UUID


class ConsentLapsed(Inbound, source="intake"):
    consent_id: UUID


class AgeAssessed(Inbound, source="intake"):
    victim_id: UUID
    is_child: IsChild


class GuardianshipDetermined(Inbound, source="intake"):
    victim_id: UUID
    guardian: Guardian


class OperationPlanned(Inbound, source="intake"):
    operation_id: UUID


class OperationAborted(Inbound, source="intake"):
    operation_id: UUID


class OperationExecuted(Inbound, source="intake"):
    operation_id: UUID | None = None


class CaseMerged(Inbound, source="intake"):
    surviving_case_id: UUID


class CaseSplit(Inbound, source="intake"):
    new_case_id: UUID


class SafetyRiskRaised(Inbound, source="intake"):
    level: RiskLevel
    subjects: tuple[Endangered, ...] = ()
    from_: str = Field(default="unknown", alias="from")


class OfficialThreatNoted(Inbound, source="intake"):
    subject_ids: tuple[UUID, ...] = ()
    source_event_id: UUID


class SubjectErased(Inbound, source="intake"):
    subject_id: UUID


class ContactPreferenceRecorded(Inbound, source="intake"):
    person_id: UUID
    warn: Warn
    tell: tuple[Tell, ...] = ()


class CaseReopened(Inbound, source="intake"):
    reason: Code


class CaseTakenOver(Inbound, source="intake"):
    as_of: date


class VictimRecordsJoined(Inbound, source="intake"):
    kept_victim_id: UUID
    joined_victim_id: UUID


class FactCorrected(Inbound, source="intake"):
    replaces: UUID
    reason: Reason = "never_happened"
    about: tuple[UUID, ...] = ()
    wrong_recorded_at: datetime | None = None
    wrong_type: str | None = None


class HeldFactDismissed(Inbound, source="intake"):
    held_in: UUID | None = None
    reason: Code = "recorded_otherwise"


class FactHeld(Inbound, source="intake"):
    type: str
    body: Mapping[str, Any] = {}
