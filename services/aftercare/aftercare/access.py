"""Who reads what of a case here: the roles of each question and document, and what the timeline shows of each team.

Need-to-know, role by role: nothing that is not named is shown. Clinical scores are on no timeline but the director's: a
caseworker reads those of her own survivors. Other teams learn of readiness and safety, never why.
"""

from collections.abc import Mapping

from throughline.domain.aggregate import members

from aftercare import assessment, case_care, survivor
from aftercare.roles import DIRECTOR, DPO, DUTY_OFFICER, INVESTIGATOR, LAWYER, SOCIAL_WORKER

READ_CASES = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_RECHECKS = frozenset({SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR})
READ_CASELOAD = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_ASSESSMENTS = frozenset({SOCIAL_WORKER, DIRECTOR})

SAFETY_RECHECKS = frozenset(
    {"SafetyRecheckFellDue", "SafetyRecheckAcknowledged", "SafetyRecheckDone", "SafetyRecheckEscalated"}
)
SAFETY_FLAGS = frozenset({"SafetyRecheckFellDue", "SafetyRecheckEscalated", "SafetyConcernStated"})
STATEMENTS = frozenset({"ReadinessStated", "SafetyConcernStated"})
CLINICAL = frozenset(event.__name__ for event in members(assessment.Event))
CHARGES = frozenset({"ChargesNoted"})
OWN_WORK = (
    frozenset(event.__name__ for event in (*members(case_care.Event), *members(survivor.Event))) - CLINICAL - CHARGES
) | {"FactHeld"}
CONSENTS = frozenset({"ConsentRecorded", "ConsentWithdrawn", "ConsentNoted"})

VICTIMS_AND_CONSENT = CONSENTS - {"ConsentNoted"} | {
    "VictimEncountered",
    "VictimBroughtToSafety",
    "VictimDeclinedAssistance",
    "AssistanceRequested",
    "VictimStatusDetermined",
    "ContactPreferenceRecorded",
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
    DUTY_OFFICER: {"aftercare": SAFETY_RECHECKS | {"SafetyConcernStated"}},
    LAWYER: {"legal": None, "aftercare": STATEMENTS},
    INVESTIGATOR: {"aftercare": SAFETY_FLAGS},
    DPO: {"intake": CONSENTS, "aftercare": CONSENTS},
}

READS_DOCUMENTS: Mapping[str, frozenset[str]] = {"Facility": frozenset({SOCIAL_WORKER})}
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {"Facility": frozenset({SOCIAL_WORKER})}
