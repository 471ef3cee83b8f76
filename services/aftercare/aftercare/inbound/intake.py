"""What aftercare reads of intake.events: who was met, brought to safety, declined or asked, and what they agreed to."""

from uuid import UUID

from throughline.inbound import Inbound

from aftercare.codes import Assent, Code, ConsentBy, Month, Standing, Tell, VictimStatus, Warn


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


class ContactPreferenceRecorded(Inbound, source="intake"):
    person_id: UUID
    warn: Warn
    tell: tuple[Tell, ...] = ()


class CaseReopened(Inbound, source="intake"):
    reason: Code
