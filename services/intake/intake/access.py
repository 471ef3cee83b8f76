"""Who reads what of a case here: the roles of each question and document, and what the timeline shows of each team.

Need-to-know, role by role: nothing that is not named is shown. A survivor's counsel, the survivor and a government
partner get extracts of one person, never a timeline; an operator sees positions, an analyst no case at all.
"""

from collections.abc import Mapping

from casework.reach import ON_DUTY, OUT_OF_REACH

from intake.roles import (
    COUNSEL,
    DIRECTOR,
    DPO,
    DUTY_OFFICER,
    GOVERNMENT_PARTNER,
    IMPORTER,
    INVESTIGATOR,
    LAWYER,
    SOCIAL_WORKER,
    SURVIVOR,
)

READ_CASES = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DIRECTOR})
READ_VICTIMS = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DIRECTOR})
READ_SUSPECTS = frozenset({INVESTIGATOR, LAWYER, DIRECTOR})
READ_OPERATIONS = frozenset({INVESTIGATOR, LAWYER, DIRECTOR})

READ_CASELOAD = frozenset({INVESTIGATOR, SOCIAL_WORKER, DIRECTOR})
READ_TASKS = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR, DPO})
READ_CASE_TASKS = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DIRECTOR})
READ_RISKS = frozenset({INVESTIGATOR, SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR})

READ_LOGS = frozenset({DPO})
READ_REQUESTS = frozenset({DPO, DIRECTOR})
DISCLOSURES_OF: Mapping[str, frozenset[str]] = {
    DPO: frozenset({"intake", "legal", "aftercare"}),
    DIRECTOR: frozenset({"intake", "legal", "aftercare"}),
    LAWYER: frozenset({"intake", "legal"}),
    SOCIAL_WORKER: frozenset({"intake", "aftercare"}),
}
"""Whose disclosures each role sees: its own team's and intake's, whose tasks ask it to tell recipients of a change."""

SAFETY_RISKS = frozenset({"SafetyRiskRaised", "SafetyRiskMitigated"})
TASKS = frozenset({"TaskOpened", "TaskDone", "TaskEscalated"})
SAFETY_RECHECKS = frozenset(
    {"SafetyRecheckFellDue", "SafetyRecheckAcknowledged", "SafetyRecheckDone", "SafetyRecheckEscalated"}
)
SAFETY_FLAGS = frozenset({"SafetyRecheckFellDue", "SafetyRecheckEscalated", "SafetyConcernStated"})
STATEMENTS = frozenset({"ReadinessStated", "SafetyConcernStated"})
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
        "ReleaseExpected",
        "SuspectReleased",
        "AccusedAbsconded",
        "AccusedRecaptured",
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
LEGAL_STATUS = CUSTODY_STATUS | {
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

VISIBLE: Mapping[str, Mapping[str, frozenset[str] | None]] = {
    INVESTIGATOR: {"intake": None, "legal": LEGAL_STATUS, "aftercare": SAFETY_FLAGS},
    LAWYER: {"intake": None, "legal": None, "aftercare": STATEMENTS},
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
    DIRECTOR: {"intake": None, "legal": None, "aftercare": None},
    DPO: {
        "intake": DISCLOSURES | CONSENTS,
        "legal": DISCLOSURES | CONSENT_NOTED,
        "aftercare": DISCLOSURES | CONSENT_NOTED,
    },
}

READ_CLIENTS = frozenset({COUNSEL})
READ_ONESELF = frozenset({SURVIVOR})

REACH: Mapping[str, str] = {**ON_DUTY, LAWYER: "handed_to_legal"}
"""A lawyer has the cases that legal works on, or is called to; a duty officer those where somebody is in danger."""
HIDES: Mapping[str, str] = {**OUT_OF_REACH, DPO: "not_asked_for", LAWYER: "not_a_lawyers"}
"""A duty officer reaches those in danger, and for 72 hours, a data protection officer whoever waits for an answer about
her own data: nobody else's documents are there for them."""

READS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    "Narrative": frozenset({INVESTIGATOR, COUNSEL}),
    "EvidencePackage": frozenset({INVESTIGATOR}),
    "OperationPlan": frozenset({INVESTIGATOR, DIRECTOR}),
    "SuspectProfile": frozenset({INVESTIGATOR, LAWYER, DPO}),
    "VictimProfile": frozenset({SOCIAL_WORKER, DPO, COUNSEL, SURVIVOR}),
    "Guardian": frozenset({SOCIAL_WORKER, COUNSEL, SURVIVOR}),
    "SafeChannel": frozenset({SOCIAL_WORKER, DUTY_OFFICER, DPO, COUNSEL, SURVIVOR}),
    "SafetyRiskDetail": frozenset({INVESTIGATOR, SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR, COUNSEL}),
}
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    "Narrative": frozenset({INVESTIGATOR, SOCIAL_WORKER, GOVERNMENT_PARTNER, IMPORTER}),
    "SuspectProfile": frozenset({INVESTIGATOR, IMPORTER}),
    "VictimProfile": frozenset({INVESTIGATOR, SOCIAL_WORKER, IMPORTER}),
    "Guardian": frozenset({SOCIAL_WORKER}),
    "SafeChannel": frozenset({SOCIAL_WORKER}),
}
