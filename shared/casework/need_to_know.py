"""Need-to-know: what each role sees of each team's events in a case's timeline. Nothing that is not named is shown.

A survivor's counsel, the survivor and a government partner get extracts of one person, never a timeline; an operator
sees positions, an analyst no case at all. A service may show less of it, never more.
"""

from collections.abc import Mapping

from casework.roles import DIRECTOR, DPO, DUTY_OFFICER, INVESTIGATOR, LAWYER, SOCIAL_WORKER

Granted = Mapping[str, frozenset[str] | None]
"""Per team, the event types; None means all of that team's."""

CORRECTIONS = frozenset({"FactHeld", "HeldFactAccepted", "HeldFactDismissed", "FactCorrected"})
SAFETY_RISKS = frozenset({"SafetyRiskRaised", "SafetyRiskMitigated", "OfficialThreatNoted"})
TASKS = frozenset({"TaskOpened", "TaskDone", "TaskEscalated"})
SAFETY_RECHECKS = frozenset(
    {"SafetyRecheckFellDue", "SafetyRecheckAcknowledged", "SafetyRecheckDone", "SafetyRecheckEscalated"}
)
SAFETY_FLAGS = frozenset({"SafetyRecheckFellDue", "SafetyRecheckEscalated", "SafetyConcernStated"})
STATEMENTS = frozenset({"ReadinessStated", "SafetyConcernStated"})
CARE = (
    frozenset(
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
            "OlderPreferenceNoted",
            "PreferenceNoted",
            "ProtectionOrderNoted",
            "RecipientsToldOfChange",
            "SurvivorEnrolled",
            "VictimNoted",
        }
    )
    | CORRECTIONS
)
"""What a caseworker sees of the case in care, beside safety, statements and tasks."""

REQUESTS = frozenset(
    {
        "SubjectRequestReceived",
        "SubjectRequestAnswered",
        "BreakGlassUsed",
        "SubjectErased",
        "ErasureDeferred",
        "RetentionReviewFellDue",
    }
)
DISCLOSURES = REQUESTS | {"DataDisclosed", "RecipientsToldOfChange"}
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

GRANTED: Mapping[str, Granted] = {
    INVESTIGATOR: {"intake": None, "legal": STATUS, "aftercare": SAFETY_FLAGS},
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


def of_teams(granted: Granted, *teams: str) -> Granted:
    """What is granted of these teams, and nothing of others."""
    return {team: granted[team] for team in teams}
