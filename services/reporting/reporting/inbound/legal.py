"""Legal's events as reporting reads them: what became of each accused, each charge and each appeal, and on which day.

Every event but LegalPartClosed and LegalPartReopened is of a Prosecution stream, so its stream id is the prosecution's.
"""

from decimal import Decimal
from uuid import UUID

from throughline.inbound import Inbound


class LegalPartClosed(Inbound, source="legal"):
    pass


class LegalPartReopened(Inbound, source="legal"):
    pass


class ComplaintRegistered(Inbound, source="legal"):
    pass


class ProsecutionDiscontinued(Inbound, source="legal"):
    accused_id: UUID | None = None


class OfHearing(Inbound):
    """Base of the events of one hearing."""

    hearing_id: UUID


class HearingScheduled(OfHearing, source="legal"):
    type: str = "other"


class HearingHeld(OfHearing, source="legal"):
    pass


class HearingAdjourned(OfHearing, source="legal"):
    reason: str
    requested_by: str


class HearingVacated(OfHearing, source="legal"):
    pass


class TestimonyGiven(OfHearing, source="legal"):
    __test__ = False

    support_person_present: bool = False


class MilestoneOverdue(Inbound, source="legal"):
    accused_id: UUID | None = None
    clock: str


class OfAccused(Inbound):
    """Base of the events of one accused."""

    accused_id: UUID


class AccusedRegistered(OfAccused, source="legal"):
    basis: str = ""


class AccusedRemoved(OfAccused, source="legal"):
    pass


class SuspectArrested(OfAccused, source="legal"):
    pass


class CourtProductionRecorded(OfAccused, source="legal"):
    pass


class RemandOrdered(OfAccused, source="legal"):
    pass


class BailRefused(OfAccused, source="legal"):
    pass


class SuspectReleased(OfAccused, source="legal"):
    pass


class ArraignmentHeld(OfAccused, source="legal"):
    pass


class JudgmentBecameFinal(OfAccused, source="legal"):
    pass


class ProceedingsSuspended(OfAccused, source="legal"):
    pass


class ProceedingsResumed(OfAccused, source="legal"):
    pass


class AccusedDied(OfAccused, source="legal"):
    pass


class DispositionReported(OfAccused, source="legal"):
    value: str


class SentencePassed(OfAccused, source="legal"):
    custodial_months: Decimal | None = None
    life: bool = False
    suspended: bool = False


class Charge(Inbound):
    charge_id: UUID
    statute: str
    iccs: str | None = None
    counts: int = 1


class ChargesFiled(OfAccused, source="legal"):
    charges: tuple[Charge, ...]


class ChargeAccepted(Inbound, source="legal"):
    charge_id: UUID


class ChargeFate(Inbound):
    """Base of what ends or changes some counts of a charge; none named means all that are open."""

    charge_id: UUID
    counts: int | None = None


class ChargeRejected(ChargeFate, source="legal"):
    pass


class ChargeWithdrawn(ChargeFate, source="legal"):
    pass


class ChargeAmended(ChargeFate, source="legal"):
    pass


class Offence(Inbound):
    statute: str
    iccs: str | None = None


class VerdictRecorded(OfAccused, source="legal"):
    charge_id: UUID
    counts: int = 1
    verdict: str
    convicted_of: Offence | None = None
    by_plea: bool = False
    court: str = "first_instance"


class CompensationOrdered(Inbound, source="legal"):
    order_id: UUID
    accused_id: UUID | None = None
    victim_id: UUID | None = None
    amount: Decimal
    currency: str


class CompensationReceived(Inbound, source="legal"):
    order_id: UUID
    amount: Decimal


class AppealFiled(OfAccused, source="legal"):
    appeal_id: UUID


class AppealDecided(Inbound, source="legal"):
    appeal_id: UUID
    result: str
