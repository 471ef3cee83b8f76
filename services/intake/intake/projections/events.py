"""The events of a case by part of the casework, for read models to ignore together; and what day a moment shows."""

from datetime import date

from throughline.domain import Event, Moment

from intake.case import closing, consent, contact, investigation, operations, parts, referral, safety, status
from intake.case.suspects import SuspectIdentified
from intake.case.victims import VictimEncountered

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
    }
)
SUSPECTS: Events = frozenset({SuspectIdentified})
VICTIMS: Events = frozenset(
    {
        VictimEncountered,
        safety.VictimBroughtToSafety,
        safety.VictimDeclinedAssistance,
        safety.AssistanceRequested,
        status.VictimStatusDetermined,
    }
)
CONSENTS: Events = frozenset({consent.ConsentRecorded, consent.ConsentWithdrawn})
CONTACT: Events = frozenset({contact.ContactPreferenceRecorded})
CLOSING: Events = frozenset(
    {parts.PartOpened, parts.PartCloseNoted, parts.IntakePartClosed, closing.CaseClosed, closing.CaseReopened}
)


def day_of(moment: Moment) -> date | None:
    """The day, or the first day of the month or year that is known; None where nothing is."""
    return None if moment.precision == "unknown" else moment.day
