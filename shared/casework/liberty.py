"""The one list of liberty facts, as data: which of legal's events may set an accused at liberty, and how.

Every event of legal's stands here, once: what is new there has to be classified before it is let in (a test says so).
Guarantees that what is not said counts as dangerous: a verdict without its value warns. `effect` is what is known of
the accused after it; `unknown` warns like liberty, since nobody can say that he is held. The dead come near nobody:
`held`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from casework.codes import Effect

Body = Mapping[str, Any]


def always(body: Body) -> bool:
    return True


def without_conviction(body: Body) -> bool:
    return body.get("verdict") not in ("guilty", "guilty_lesser")


def without_custody(body: Body) -> bool:
    """A term that nobody stated, or nobody can read, may be none."""
    try:
        term = Decimal(str(body.get("custodialMonths"))) > 0
    except InvalidOperation:
        term = False
    return bool(body.get("suspended")) or not (body.get("life") or term)


def may_change_liberty(body: Body) -> bool:
    return body.get("type") in (None, "bail", "judgment", "appeal")


@dataclass(frozen=True, slots=True)
class Liberty:
    """`change` is the code it is noted under, `when` whether this very event, by its body, is a liberty fact."""

    change: str
    effect: Effect
    when: Callable[[Body], bool] = always


FACTS: Mapping[str, Liberty] = {
    "SuspectArrested": Liberty("arrested", "held"),
    "RemandOrdered": Liberty("remanded", "held"),
    "AccusedSurrendered": Liberty("surrendered", "held"),
    "AccusedRecaptured": Liberty("recaptured", "held"),
    "BailGranted": Liberty("bail_granted", "unknown"),
    "BailConditionsChanged": Liberty("bail_conditions_changed", "unknown"),
    "BailBreached": Liberty("bail_breached", "at_liberty"),
    "BailCancelled": Liberty("bail_cancelled", "unknown"),
    "SuspectReleased": Liberty("released", "at_liberty"),
    "AccusedAbsconded": Liberty("absconded", "at_liberty"),
    "CustodyEnded": Liberty("custody_ended", "at_liberty"),
    "ReleaseExpected": Liberty("release_expected", "held"),
    "VerdictRecorded": Liberty("not_convicted", "unknown", without_conviction),
    "SentencePassed": Liberty("sentenced_without_custody", "unknown", without_custody),
    "AppealDecided": Liberty("appeal_decided", "unknown"),
    "DefaultBailFellDue": Liberty("default_bail_fell_due", "unknown"),
    "DetentionUnconfirmed": Liberty("detention_unconfirmed", "unknown"),
    "ProtectionOrderBreached": Liberty("protection_order_breached", "at_liberty"),
    "ProsecutionDiscontinued": Liberty("discontinued", "unknown"),
    "ProceedingsSuspended": Liberty("suspended", "unknown"),
    "AccusedDied": Liberty("died", "held"),
}
"""Noted as a change of custody when it happened."""

ENDS_OF_COUNTS: Mapping[str, Liberty] = {
    "ChargeRejected": Liberty("charge_rejected", "unknown"),
    "ChargeWithdrawn": Liberty("charge_withdrawn", "unknown"),
}
"""Noted as one where no count of his is left open (case_care/charges.py)."""

HELD_FACTS: Mapping[str, Liberty] = {
    **FACTS,
    **ENDS_OF_COUNTS,
    "HearingScheduled": Liberty("hearing_scheduled", "unknown", may_change_liberty),
}
"""Noted as a change of unknown effect while the fact is held: the court acted, whatever could be recorded of it."""

OTHERWISE: frozenset[str] = frozenset(
    {
        # hearings and witnesses, noted as such
        "HearingScheduled",
        "HearingHeld",
        "HearingAdjourned",
        "HearingVacated",
        "WitnessSummoned",
        "TestimonyGiven",
        # what makes people known, and how many counts are open
        "ChargesFiled",
        "ChargeAccepted",
        "ChargeAmended",
        # nobody's liberty changes by these alone
        "AccusedRegistered",
        "AccusedRemoved",
        "AccusedSummoned",
        "AppealFiled",
        "ArraignmentHeld",
        "BailRefused",
        "CaseCommitted",
        "CaseMergeNoted",
        "CaseSplitNoted",
        "CaseTakeOverNoted",
        "CognizanceTaken",
        "CompensationOrdered",
        "CompensationReceived",
        "ComplaintRefused",
        "ComplaintRegistered",
        "ConsentNoted",
        "CounselMandated",
        "CourtProductionRecorded",
        "CourtSeised",
        "DetentionNoted",
        "DispositionReported",
        "DocketOpened",
        "EntitlementGranted",
        "EntitlementReceived",
        "EvidenceAdmitted",
        "EvidenceCollected",
        "EvidenceExamined",
        "EvidenceExcluded",
        "EvidenceTransferred",
        "CustodyGapFlagged",
        "DetentionInDoubt",
        "ExternalReferenceLinked",
        "InvestigationConcluded",
        "InvestigationOpened",
        "JudgmentBecameFinal",
        "LegalPartClosed",
        "LegalPartReopened",
        "MilestoneApproaching",
        "MilestoneOverdue",
        "OfficialStatusIssued",
        "PleaEntered",
        "ProceedingsResumed",
        "ProsecutionOpened",
        "ProsecutionStarted",
        "ProsecutionTakenOver",
        "ProtectionOrderExpired",
        "ProtectionOrderExtended",
        "ProtectionOrderIssued",
        "ReadinessNoted",
        "SuspectNoted",
        "SuspectUnlinkNoted",
        "VictimNoted",
        # on every case's stream of every service
        "BreakGlassUsed",
        "DataDisclosed",
        "ErasureDeferred",
        "OfficialThreatNoted",
        "RecipientsToldOfChange",
        "RetentionReviewFellDue",
        "SafetyRiskMitigated",
        "SafetyRiskRaised",
        "SubjectErased",
        "SubjectRequestAnswered",
        "SubjectRequestReceived",
        "TaskDone",
        "TaskEscalated",
        "TaskOpened",
    }
)
"""Looked at, and no change of anybody's liberty."""


def liberty_fact(event_type: str, body: Body) -> Liberty | None:
    """What this event of legal's says of somebody's liberty, if it does."""
    liberty = FACTS.get(event_type)
    return liberty if liberty and liberty.when(body) else None


def held_liberty_fact(event_type: str, body: Body) -> Liberty | None:
    liberty = HELD_FACTS.get(event_type)
    return liberty if liberty and liberty.when(body) else None
