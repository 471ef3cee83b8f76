"""What legal reads of intake.events: suspects, victims, what they agreed to, operations, and what becomes of cases."""

from datetime import date, datetime
from uuid import UUID

from throughline.domain import Field, Moment
from throughline.domain.corrected import Reason
from throughline.inbound import Inbound

from legal.codes import Assent, Code, Role, Standing, VictimStatus


class SuspectIdentified(Inbound, source="intake"):
    suspect_id: UUID
    roles: tuple[Role, ...] = ()


class SuspectUnlinked(Inbound, source="intake"):
    suspect_id: UUID


class OperationPlanned(Inbound, source="intake"):
    operation_id: UUID


class OperationAborted(Inbound, source="intake"):
    operation_id: UUID


class OperationExecuted(Inbound, source="intake"):
    operation_id: UUID | None = None
    suspects_detained: int = 0


class CaseMerged(Inbound, source="intake"):
    surviving_case_id: UUID


class CaseSplit(Inbound, source="intake"):
    new_case_id: UUID


class VictimStatusDetermined(Inbound, source="intake"):
    victim_id: UUID
    status: VictimStatus
    standing: Standing


class Choice(Inbound):
    """One purpose of a consent, and whether it was agreed to."""

    purpose: Code
    given: bool


class ConsentRecorded(Inbound, source="intake"):
    consent_id: UUID
    subject_id: UUID
    purposes: tuple[Choice, ...] = ()
    expires_on: Moment | None = None
    withhold_from: tuple[UUID, ...] = ()
    assent: Assent | None = None


class ConsentWithdrawn(Inbound, source="intake"):
    consent_id: UUID


class ConsentLapsed(Inbound, source="intake"):
    consent_id: UUID


class FactCorrected(Inbound, source="intake"):
    replaces: UUID
    reason: Reason = "never_happened"
    about: tuple[UUID, ...] = ()
    wrong_recorded_at: datetime | None = None


class Endangered(Inbound):
    id: UUID


class SafetyRiskRaised(Inbound, source="intake"):
    from_: str = Field(default="unknown", alias="from")
    subjects: tuple[Endangered, ...] = ()


class OfficialThreatNoted(Inbound, source="intake"):
    subject_ids: tuple[UUID, ...] = ()
    source_event_id: UUID


class CaseTakenOver(Inbound, source="intake"):
    as_of: date


class CaseReopened(Inbound, source="intake"):
    reason: Code


class SubjectErased(Inbound, source="intake"):
    subject_id: UUID
