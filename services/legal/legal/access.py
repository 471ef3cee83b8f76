"""Who sees what of a case in legal's timeline, and who opens which document.

Need-to-know, role by role: nothing that is not named is shown. A survivor, her counsel and a government partner get
extracts of one person, never a timeline; an operator sees positions, an analyst no case at all.
"""

from collections.abc import Mapping

from casework.reach import ON_DUTY, OUT_OF_REACH

from legal.roles import (
    COUNSEL,
    DIRECTOR,
    DPO,
    DUTY_OFFICER,
    GOVERNMENT_PARTNER,
    IMPORTER,
    INVESTIGATOR,
    LAWYER,
    SOCIAL_WORKER,
)

READ_LOGS = frozenset({DPO})
REACH: Mapping[str, str] = ON_DUTY
HIDES: Mapping[str, str] = OUT_OF_REACH
"""A duty officer reaches those in danger, and for 72 hours: nobody else's case or document is there."""

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
SAFETY_FLAGS = frozenset({"SafetyRecheckFellDue", "SafetyRecheckEscalated", "SafetyConcernStated"})
STATEMENTS = frozenset({"ReadinessStated", "SafetyConcernStated"})
TASKS = frozenset({"TaskOpened", "TaskDone", "TaskEscalated"})
CARE = frozenset(
    {
        "AftercarePartClosed",
        "AftercareReopened",
        "CareCapacityRefused",
        "CareCapacityReserved",
        "CareOpened",
        "CareTransferAccepted",
        "CareTransferDeclined",
        "CareTransferProposed",
        "CaseMergeNoted",
        "CaseSplitNoted",
        "CaseworkerCoverSet",
        "ConsentNoted",
        "CustodyChangeNoted",
        "DataDisclosed",
        "HearingNoted",
        "PreferenceNoted",
        "ProtectionOrderNoted",
        "RecipientsToldOfChange",
        "SurvivorEnrolled",
        "VictimNoted",
        "FactHeld",
        "HeldFactAccepted",
        "HeldFactDismissed",
        "FactCorrected",
    }
)
"""What a caseworker sees of the case in care, beside safety, statements and tasks."""
CASE_MILESTONES = frozenset(
    {
        "CaseOpened",
        "CaseMerged",
        "CaseSplit",
        "CaseTakenOver",
        "PartOpened",
        "PartCloseNoted",
        "IntakePartClosed",
        "CaseClosed",
        "CaseReopened",
    }
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
    }
)
CONSENTS = frozenset({"ConsentRecorded", "ConsentWithdrawn", "ConsentLapsed"})
CONSENT_NOTED = frozenset({"ConsentNoted"})
VICTIMS_AND_CONSENT = CONSENTS | {
    "VictimEncountered",
    "VictimBroughtToSafety",
    "LibertyChanged",
    "VictimDeclinedAssistance",
    "AssistanceRequested",
    "AgeAssessed",
    "VictimStatusDetermined",
    "ExploitationDetermined",
    "GuardianshipDetermined",
    "GuardianExcluded",
    "MandatoryReportMade",
    "VictimStatementTaken",
    "VictimRecordsJoined",
    "ContactPreferenceRecorded",
}

VISIBLE: Mapping[str, Mapping[str, frozenset[str] | None]] = {
    LAWYER: {"intake": None, "legal": None, "aftercare": STATEMENTS},
    DIRECTOR: {"intake": None, "legal": None, "aftercare": None},
    INVESTIGATOR: {"intake": None, "legal": STATUS, "aftercare": SAFETY_FLAGS},
    SOCIAL_WORKER: {
        "intake": VICTIMS_AND_CONSENT | CASE_MILESTONES | SAFETY_RISKS | TASKS,
        "legal": HEARING_DATES | CUSTODY_STATUS,
        "aftercare": CARE | SAFETY_RECHECKS | SAFETY_RISKS | STATEMENTS | TASKS,
    },
    DUTY_OFFICER: {
        "intake": SAFETY_RISKS | TASKS,
        "legal": SAFETY_RISKS | TASKS,
        "aftercare": SAFETY_RISKS | TASKS | SAFETY_RECHECKS | {"SafetyConcernStated"},
    },
    DPO: {
        "intake": DISCLOSURES | CONSENTS,
        "legal": DISCLOSURES | CONSENT_NOTED,
        "aftercare": DISCLOSURES | CONSENT_NOTED,
    },
}

NUMBERS = ("ComplaintNumber", "ReferenceNumber")
READS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    **{number: frozenset({LAWYER}) for number in NUMBERS},
    "SafetyRiskDetail": frozenset({LAWYER, DIRECTOR, DUTY_OFFICER, COUNSEL}),
}
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    number: frozenset({LAWYER, GOVERNMENT_PARTNER, IMPORTER}) for number in NUMBERS
}
