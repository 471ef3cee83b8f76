"""What aftercare reads of legal.events: the accused's liberty, hearings and witnesses. Of charges how many are left.

Guarantees that a liberty fact is readable whatever it leaves out: a field that is missing must not cost a warning.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.codes import RiskLevel
from throughline.domain import Field, Moment
from throughline.domain.corrected import Reason
from throughline.inbound import Inbound

from aftercare.codes import Code, HearingType
from aftercare.inbound.intake import Endangered


class LibertyFact(Inbound):
    """Any event of liberty.py: whom it is about, where it says so, and what tells whether it sets him at liberty."""

    accused_id: UUID | None = None
    conditions: tuple[str, ...] = ()
    on: Moment | None = None
    verdict: str | None = None
    suspended: bool = False
    life: bool = False
    custodial_months: Decimal | None = None


class SuspectArrested(LibertyFact, source="legal"):
    pass


class RemandOrdered(LibertyFact, source="legal"):
    pass


class AccusedSurrendered(LibertyFact, source="legal"):
    pass


class AccusedRecaptured(LibertyFact, source="legal"):
    pass


class BailGranted(LibertyFact, source="legal"):
    pass


class BailConditionsChanged(LibertyFact, source="legal"):
    pass


class BailBreached(LibertyFact, source="legal"):
    pass


class BailCancelled(LibertyFact, source="legal"):
    pass


class SuspectReleased(LibertyFact, source="legal"):
    pass


class AccusedAbsconded(LibertyFact, source="legal"):
    pass


class CustodyEnded(LibertyFact, source="legal"):
    pass


class ReleaseExpected(LibertyFact, source="legal"):
    pass


class VerdictRecorded(LibertyFact, source="legal"):
    charge_id: UUID | None = None
    counts: int | None = None


class SentencePassed(LibertyFact, source="legal"):
    pass


class AppealDecided(LibertyFact, source="legal"):
    appeal_id: UUID | None = None
    result: str | None = None


class DefaultBailFellDue(LibertyFact, source="legal"):
    pass


class DetentionUnconfirmed(LibertyFact, source="legal"):
    pass


class ProtectionOrderBreached(LibertyFact, source="legal"):
    order_id: UUID | None = None


class FiledCharge(Inbound):
    charge_id: UUID
    counts: int = 1
    victim_ids: tuple[UUID, ...] = ()


class ChargesFiled(Inbound, source="legal"):
    accused_id: UUID | None = None
    charges: tuple[FiledCharge, ...] = ()


class ChargeEnded(Inbound):
    """How many counts of a charge ended, all where it is not said."""

    charge_id: UUID
    accused_id: UUID | None = None
    counts: int | None = None


class ChargeRejected(ChargeEnded, source="legal"):
    pass


class ChargeWithdrawn(ChargeEnded, source="legal"):
    pass


class ProsecutionDiscontinued(LibertyFact, source="legal"):
    pass


class ProceedingsSuspended(LibertyFact, source="legal"):
    pass


class AccusedDied(LibertyFact, source="legal"):
    pass


class HeldFactDismissed(Inbound, source="legal"):
    held_id: UUID
    held_in: UUID | None = None
    reason: Code = "recorded_otherwise"


class FactHeld(Inbound, source="legal"):
    held_id: UUID | None = None
    type: str
    body: Mapping[str, Any] = {}


class HearingScheduled(Inbound, source="legal"):
    hearing_id: UUID
    type: HearingType
    on: Moment | None = None
    witness_ids: tuple[UUID, ...] = ()
    continues: UUID | None = None


class HearingHeld(Inbound, source="legal"):
    hearing_id: UUID


class HearingAdjourned(Inbound, source="legal"):
    hearing_id: UUID


class HearingVacated(Inbound, source="legal"):
    hearing_id: UUID


class WitnessSummoned(Inbound, source="legal"):
    witness_id: UUID
    role: str = "other"


class ProtectionOrderIssued(Inbound, source="legal"):
    order_id: UUID
    protects: UUID | None = None
    until: Moment | None = None


class ProtectionOrderExtended(Inbound, source="legal"):
    order_id: UUID
    until: Moment | None = None


class ProtectionOrderExpired(Inbound, source="legal"):
    order_id: UUID


class AppealFiled(Inbound, source="legal"):
    appeal_id: UUID
    accused_id: UUID | None = None
    against: tuple[UUID, ...] = ()


class JudgmentBecameFinal(Inbound, source="legal"):
    accused_id: UUID | None = None


class CompensationOrdered(Inbound, source="legal"):
    victim_id: UUID | None = None


class EntitlementGranted(Inbound, source="legal"):
    victim_id: UUID | None = None


class OfficialStatusIssued(Inbound, source="legal"):
    victim_id: UUID | None = None


class CounselMandated(Inbound, source="legal"):
    victim_id: UUID | None = None
    lawyer_id: UUID | None = None


class SafetyRiskRaised(Inbound, source="legal"):
    level: RiskLevel
    subjects: tuple[Endangered, ...] = ()
    from_: str = Field(default="unknown", alias="from")


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


class TestimonyGiven(Inbound, source="legal"):
    hearing_id: UUID
    witness_id: UUID


LIBERTY_FACTS: tuple[type[LibertyFact], ...] = (
    SuspectArrested,
    RemandOrdered,
    AccusedSurrendered,
    AccusedRecaptured,
    BailGranted,
    BailConditionsChanged,
    BailBreached,
    BailCancelled,
    SuspectReleased,
    AccusedAbsconded,
    CustodyEnded,
    ReleaseExpected,
    VerdictRecorded,
    SentencePassed,
    AppealDecided,
    DefaultBailFellDue,
    DetentionUnconfirmed,
    ProtectionOrderBreached,
    ProsecutionDiscontinued,
    ProceedingsSuspended,
    AccusedDied,
)
