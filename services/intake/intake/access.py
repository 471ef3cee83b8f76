"""Who reads what of a case here: the roles of each question and document, and what the timeline shows of each team.

Need-to-know, role by role: nothing that is not named is shown. A survivor's counsel, the survivor and a government
partner get extracts of one person, never a timeline; an operator sees positions, an analyst no case at all.
"""

from collections.abc import Mapping

from intake.roles import (
    DIRECTOR,
    DPO,
    DUTY_OFFICER,
    GOVERNMENT_PARTNER,
    IMPORTER,
    INVESTIGATOR,
    LAWYER,
    SOCIAL_WORKER,
)

READ_CASES = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DIRECTOR})
READ_VICTIMS = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DIRECTOR})
READ_SUSPECTS = frozenset({INVESTIGATOR, LAWYER, DIRECTOR})
READ_OPERATIONS = frozenset({INVESTIGATOR, LAWYER, DIRECTOR})

SAFETY_RISKS = frozenset({"SafetyRiskRaised", "SafetyRiskMitigated"})
SAFETY_RECHECKS = frozenset(
    {"SafetyRecheckFellDue", "SafetyRecheckAcknowledged", "SafetyRecheckDone", "SafetyRecheckEscalated"}
)
SAFETY_FLAGS = SAFETY_RISKS | {"SafetyRecheckFellDue", "SafetyRecheckEscalated", "SafetyConcernStated"}

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

CASE_MILESTONES = frozenset(
    {"CaseOpened", "PartOpened", "PartCloseNoted", "IntakePartClosed", "CaseClosed", "CaseReopened"}
)
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
        "DefaultBailFellDue",
        "ReleaseExpected",
        "SuspectReleased",
        "AccusedAbsconded",
        "AccusedRecaptured",
        "CustodyEnded",
        "DetentionUnconfirmed",
    }
)
LEGAL_STATUS = CUSTODY_STATUS | {
    "ProsecutionOpened",
    "InvestigationOpened",
    "ComplaintRegistered",
    "ComplaintRefused",
    "InvestigationConcluded",
    "AccusedRegistered",
    "AccusedRemoved",
    "ChargesFiled",
    "ChargeAccepted",
    "ChargeRejected",
    "ChargeWithdrawn",
    "ChargeAmended",
    "VerdictRecorded",
    "DispositionReported",
    "SentencePassed",
    "AppealFiled",
    "AppealDecided",
    "JudgmentBecameFinal",
    "ProceedingsSuspended",
    "ProceedingsResumed",
    "ProsecutionDiscontinued",
    "AccusedDied",
    "LegalPartClosed",
    "LegalPartReopened",
}

VISIBLE: Mapping[str, Mapping[str, frozenset[str] | None]] = {
    INVESTIGATOR: {"intake": None, "legal": LEGAL_STATUS, "aftercare": SAFETY_FLAGS},
    LAWYER: {"intake": None, "legal": None, "aftercare": frozenset({"ReadinessStated", "SafetyConcernStated"})},
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
    DIRECTOR: {"intake": None, "legal": None, "aftercare": None},
    DPO: {"intake": DISCLOSURES, "legal": DISCLOSURES, "aftercare": DISCLOSURES},
}

READS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    "Narrative": frozenset({INVESTIGATOR}),
    "EvidencePackage": frozenset({INVESTIGATOR}),
    "OperationPlan": frozenset({INVESTIGATOR, DIRECTOR}),
    "SuspectProfile": frozenset({INVESTIGATOR, LAWYER}),
    "VictimProfile": frozenset({SOCIAL_WORKER}),
    "Guardian": frozenset({SOCIAL_WORKER}),
    "SafeChannel": frozenset({SOCIAL_WORKER, DUTY_OFFICER}),
}
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    "Narrative": frozenset({INVESTIGATOR, SOCIAL_WORKER, GOVERNMENT_PARTNER, IMPORTER}),
    "SuspectProfile": frozenset({INVESTIGATOR, IMPORTER}),
    "VictimProfile": frozenset({INVESTIGATOR, SOCIAL_WORKER, IMPORTER}),
    "Guardian": frozenset({SOCIAL_WORKER}),
    "SafeChannel": frozenset({SOCIAL_WORKER}),
}
