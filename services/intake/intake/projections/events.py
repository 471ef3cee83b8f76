"""The events of a case by part of the casework, for read models to ignore together; and what day a moment shows."""

from datetime import date

import casework
from throughline.domain import Event, Moment

from intake.case import (
    age,
    capacity,
    closing,
    consent,
    contact,
    exploitation,
    guardianship,
    investigation,
    lapsing,
    liberty,
    merged_from,
    merging,
    operations,
    parts,
    records,
    referral,
    safety,
    statements,
    status,
    suspects,
    takeover,
    victims,
)

Events = frozenset[type[Event]]

REFERRAL: Events = frozenset({referral.ReferralReceived, referral.ReferralScreened, referral.ReferralDeclined})
OPENING: Events = frozenset({referral.CaseOpened})
AUTHORITIES: Events = frozenset({investigation.AuthorityEngaged})
INVESTIGATION: Events = frozenset({investigation.InvestigationAuthorised, investigation.InvestigationReported})
OPERATIONS: Events = frozenset(
    {
        operations.OperationPlanned,
        operations.OperationApproved,
        operations.OperationAborted,
        operations.OperationExecuted,
        capacity.CareCapacityNoted,
    }
)
SUSPECTS: Events = frozenset({suspects.SuspectIdentified, suspects.SuspectUnlinked})
VICTIMS: Events = frozenset(
    {
        victims.VictimEncountered,
        safety.VictimBroughtToSafety,
        safety.VictimDeclinedAssistance,
        safety.AssistanceRequested,
        status.VictimStatusDetermined,
        age.AgeAssessed,
        liberty.LibertyChanged,
        exploitation.ExploitationDetermined,
        guardianship.GuardianshipDetermined,
        records.VictimRecordsJoined,
    }
)
NOTED: Events = frozenset(
    {
        guardianship.GuardianExcluded,
        guardianship.MandatoryReportMade,
        statements.VictimStatementTaken,
        records.PersonLinked,
    }
)
"""What the timeline alone shows."""
CONSENTS: Events = frozenset({consent.ConsentRecorded, consent.ConsentWithdrawn, lapsing.ConsentLapsed})
CONTACT: Events = frozenset({contact.ContactPreferenceRecorded})
CLOSING: Events = frozenset(
    {
        parts.PartOpened,
        parts.PartCloseNoted,
        parts.IntakePartClosed,
        closing.CaseClosed,
        closing.CaseReopened,
        merging.CaseMerged,
        merging.CaseSplit,
        merged_from.MergedCaseNoted,
        takeover.CaseTakenOver,
    }
)
TASKS: Events = frozenset({casework.TaskOpened, casework.TaskDone, casework.TaskEscalated})
RISKS: Events = frozenset({casework.SafetyRiskRaised, casework.SafetyRiskMitigated})
DISCLOSURES: Events = frozenset(
    {
        casework.DataDisclosed,
        casework.RecipientsToldOfChange,
        casework.OfficialThreatNoted,
        casework.SubjectRequestReceived,
        casework.SubjectRequestAnswered,
        casework.BreakGlassUsed,
        casework.SubjectErased,
        casework.ErasureDeferred,
        casework.RetentionReviewFellDue,
    }
)
EVERY: Events = (
    REFERRAL
    | OPENING
    | AUTHORITIES
    | INVESTIGATION
    | OPERATIONS
    | SUSPECTS
    | VICTIMS
    | NOTED
    | CONSENTS
    | CONTACT
    | CLOSING
    | TASKS
    | RISKS
    | DISCLOSURES
)


def day_of(moment: Moment) -> date | None:
    """The day, or the first day of the month or year that is known; None where nothing is."""
    return None if moment.precision == "unknown" else moment.day
