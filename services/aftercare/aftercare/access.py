"""Who reads what of a case here: the roles of each question and document, and what the timeline shows of each team.

Need-to-know, role by role: nothing that is not named is shown. Clinical scores are on no timeline but the director's: a
caseworker reads those of her own survivors. Other teams learn of readiness and safety, never why.
"""

from collections.abc import Mapping

from casework.reach import ON_DUTY, OUT_OF_REACH
from throughline.domain.aggregate import members

from aftercare import assessment, case_care, survivor
from aftercare.roles import COUNSEL, DIRECTOR, DPO, DUTY_OFFICER, INVESTIGATOR, LAWYER, SOCIAL_WORKER, SURVIVOR

READ_CASES = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_RECHECKS = frozenset({SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR})
READ_CASELOAD = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_ASSESSMENTS = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_LOGS = frozenset({DPO})
READ_TASKS = frozenset({SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR, DPO})
READ_CASE_TASKS = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_CLIENTS = frozenset({COUNSEL})
READ_ONESELF = frozenset({SURVIVOR})
OF_OTHERS: Mapping[str, str] = {SOCIAL_WORKER: "survivors_of_others"}
"""Whom a caseworker does not see: those whom somebody else looks after, and she does not cover for them."""
REACH: Mapping[str, str] = ON_DUTY
HIDES: Mapping[str, str] = {**OF_OTHERS, **OUT_OF_REACH}
"""A duty officer reaches those in danger, and for 72 hours: nobody else's case or document is there."""

SAFETY_RECHECKS = frozenset(
    {"SafetyRecheckFellDue", "SafetyRecheckAcknowledged", "SafetyRecheckDone", "SafetyRecheckEscalated"}
)
SAFETY_FLAGS = frozenset({"SafetyRecheckFellDue", "SafetyRecheckEscalated", "SafetyConcernStated"})
TASKS = frozenset({"TaskOpened", "TaskDone", "TaskEscalated"})
RISKS = frozenset({"SafetyRiskRaised", "SafetyRiskMitigated"})
DISCLOSURES = frozenset({"DataDisclosed", "RecipientsToldOfChange"})
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
CORRECTIONS = frozenset({"FactHeld", "HeldFactAccepted", "HeldFactDismissed", "FactCorrected"})
STATEMENTS = frozenset({"ReadinessStated", "SafetyConcernStated"})
CLINICAL = frozenset(event.__name__ for event in members(assessment.Event))
CHARGES = frozenset({"ChargesNoted"})
EVERYTHING = frozenset(event.__name__ for event in (*members(case_care.Event), *members(survivor.Event)))
OWN_WORK = (EVERYTHING - CLINICAL - CHARGES - REQUESTS) | CORRECTIONS
CONSENTS = frozenset({"ConsentRecorded", "ConsentWithdrawn", "ConsentLapsed", "ConsentNoted"})

VICTIMS_AND_CONSENT = CONSENTS - {"ConsentNoted"} | {
    "VictimEncountered",
    "VictimBroughtToSafety",
    "VictimDeclinedAssistance",
    "AssistanceRequested",
    "VictimStatusDetermined",
    "ContactPreferenceRecorded",
    "AgeAssessed",
    "GuardianshipDetermined",
    "LibertyChanged",
}
CASE_MILESTONES = frozenset({"CaseOpened", "PartOpened", "PartCloseNoted", "CaseClosed", "CaseReopened"})
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
    }
)

VISIBLE: Mapping[str, Mapping[str, frozenset[str] | None]] = {
    SOCIAL_WORKER: {
        "intake": VICTIMS_AND_CONSENT | CASE_MILESTONES,
        "legal": HEARING_DATES | CUSTODY_STATUS,
        "aftercare": OWN_WORK,
    },
    DIRECTOR: {"intake": None, "legal": None, "aftercare": None},
    DUTY_OFFICER: {"aftercare": SAFETY_RECHECKS | RISKS | TASKS | {"SafetyConcernStated"}},
    LAWYER: {"legal": None, "aftercare": STATEMENTS},
    INVESTIGATOR: {"aftercare": SAFETY_FLAGS},
    DPO: {"intake": CONSENTS - {"ConsentNoted"}, "aftercare": DISCLOSURES | REQUESTS | {"ConsentNoted"}},
}

READS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    "Facility": frozenset({SOCIAL_WORKER}),
    "SafetyPlanDocument": frozenset({SOCIAL_WORKER, COUNSEL, SURVIVOR}),
    "SafetyRiskDetail": frozenset({SOCIAL_WORKER, DUTY_OFFICER, COUNSEL}),
}
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {"Facility": frozenset({SOCIAL_WORKER})}
