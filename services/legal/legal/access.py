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
    }
)
STATUS = CUSTODY_STATUS | {
    "ProsecutionOpened",
    "InvestigationOpened",
    "ComplaintRegistered",
    "ComplaintRefused",
    "AccusedRegistered",
    "AccusedSummoned",
    "ChargesFiled",
    "ChargeAccepted",
    "ChargeRejected",
    "ChargeWithdrawn",
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

READS_DOCUMENTS: Mapping[str, frozenset[str]] = {"ComplaintNumber": frozenset({LAWYER})}
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    "ComplaintNumber": frozenset({LAWYER, GOVERNMENT_PARTNER, IMPORTER})
}
