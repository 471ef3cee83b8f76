"""Who sees what of a case in legal's timeline, and who opens which document.

Need-to-know, role by role: nothing that is not named is shown. A survivor, her counsel and a government partner get
extracts of one person, never a timeline; an operator sees positions, an analyst no case at all.
"""

from collections.abc import Mapping

from legal.roles import DIRECTOR, DPO, DUTY_OFFICER, GOVERNMENT_PARTNER, IMPORTER, INVESTIGATOR, LAWYER, SOCIAL_WORKER

HEARING_DATES = frozenset({"HearingScheduled", "HearingHeld", "HearingAdjourned", "HearingVacated"})
CUSTODY_STATUS = frozenset(
    {
        "SuspectArrested",
        "AccusedSurrendered",
        "RemandOrdered",
        "BailGranted",
        "BailRefused",
        "BailConditionsChanged",
        "BailBreached",
        "BailCancelled",
        "SuspectReleased",
        "AccusedAbsconded",
        "AccusedRecaptured",
        "ReleaseExpected",
        "CustodyEnded",
        "CourtProductionRecorded",
        "DefaultBailFellDue",
        "DetentionUnconfirmed",
        "ProtectionOrderIssued",
        "ProtectionOrderBreached",
        "ProtectionOrderExtended",
        "ProtectionOrderExpired",
    }
)
STATUS = CUSTODY_STATUS | {
    "ProsecutionOpened",
    "InvestigationOpened",
    "ComplaintRegistered",
    "ComplaintRefused",
    "InvestigationConcluded",
    "CourtSeised",
    "CognizanceTaken",
    "CaseCommitted",
    "AccusedRegistered",
    "AccusedRemoved",
    "AccusedSummoned",
    "ChargesFiled",
    "ChargeAccepted",
    "ChargeRejected",
    "ChargeWithdrawn",
    "ChargeAmended",
    "ArraignmentHeld",
    "VerdictRecorded",
    "DispositionReported",
    "SentencePassed",
    "AppealFiled",
    "AppealDecided",
    "JudgmentBecameFinal",
    "ProceedingsSuspended",
    "ProceedingsResumed",
    "AccusedDied",
    "ProsecutionDiscontinued",
    "LegalPartClosed",
    "LegalPartReopened",
    "MilestoneApproaching",
    "MilestoneOverdue",
}
SAFETY_RISKS = frozenset({"SafetyRiskRaised", "SafetyRiskMitigated"})
SAFETY_RECHECKS = frozenset(
    {"SafetyRecheckFellDue", "SafetyRecheckAcknowledged", "SafetyRecheckDone", "SafetyRecheckEscalated"}
)
SAFETY_FLAGS = SAFETY_RISKS | {"SafetyRecheckFellDue", "SafetyRecheckEscalated", "SafetyConcernStated"}
VICTIMS_AND_CONSENT = frozenset(
    {
        "VictimEncountered",
        "VictimBroughtToSafety",
        "VictimDeclinedAssistance",
        "AssistanceRequested",
        "VictimStatusDetermined",
        "ConsentRecorded",
        "ConsentWithdrawn",
        "ContactPreferenceRecorded",
    }
)
CASE_MILESTONES = frozenset(
    {"CaseOpened", "PartOpened", "PartCloseNoted", "IntakePartClosed", "CaseClosed", "CaseReopened"}
)

DISCLOSURES = frozenset(
    {
        "DataDisclosed",
        "RecipientsToldOfChange",
        "SubjectRequestReceived",
        "SubjectRequestAnswered",
        "BreakGlassUsed",
        "SubjectErased",
        "ErasureDeferred",
        "RetentionReviewFellDue",
        "ConsentRecorded",
        "ConsentWithdrawn",
        "ConsentLapsed",
        "ConsentNoted",
    }
)

VISIBLE: Mapping[str, Mapping[str, frozenset[str] | None]] = {
    LAWYER: {"intake": None, "legal": None, "aftercare": frozenset({"ReadinessStated", "SafetyConcernStated"})},
    DIRECTOR: {"intake": None, "legal": None, "aftercare": None},
    INVESTIGATOR: {"intake": None, "legal": STATUS, "aftercare": SAFETY_FLAGS},
    SOCIAL_WORKER: {
        "intake": VICTIMS_AND_CONSENT | CASE_MILESTONES | SAFETY_RISKS,
        "legal": HEARING_DATES | CUSTODY_STATUS,
        "aftercare": None,
    },
    DUTY_OFFICER: {
        "intake": SAFETY_RISKS,
        "legal": SAFETY_RISKS,
        "aftercare": SAFETY_RISKS | SAFETY_RECHECKS | {"SafetyConcernStated"},
    },
    DPO: {"intake": DISCLOSURES, "legal": DISCLOSURES, "aftercare": DISCLOSURES},
}

NUMBERS = ("ComplaintNumber", "ReferenceNumber")
READS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    **{number: frozenset({LAWYER}) for number in NUMBERS},
    "SafetyRiskDetail": frozenset({LAWYER, DIRECTOR, DUTY_OFFICER}),
}
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    number: frozenset({LAWYER, GOVERNMENT_PARTNER, IMPORTER}) for number in NUMBERS
}
