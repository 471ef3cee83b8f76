"""One case of intake, from referral to closing: its people, operations, consents and parts. Topic intake.events."""

from typing import assert_never
from uuid import UUID

from throughline.domain import Aggregate, per_case_stream
from throughline.domain import Command as AnyCommand
from throughline.domain import Event as AnyEvent

from intake.case import (
    closing,
    consent,
    consequences,
    contact,
    investigation,
    operations,
    parts,
    referral,
    safety,
    status,
    suspects,
    victims,
)
from intake.case.closing import CaseClosed, CaseReopened, NotePartReopened, ReopenCase
from intake.case.consent import ConsentRecorded, ConsentWithdrawn, RecordConsent, RecordConsentWithdrawn
from intake.case.contact import ContactPreferenceRecorded, RecordContactPreference
from intake.case.investigation import (
    AuthoriseInvestigation,
    AuthorityEngaged,
    InvestigationAuthorised,
    InvestigationReported,
    RecordAuthorityEngaged,
    ReportInvestigation,
)
from intake.case.operations import (
    ApproveOperation,
    OperationAborted,
    OperationApproved,
    OperationExecuted,
    OperationPlanned,
    PlanOperation,
    RecordGovernmentApproval,
    RecordOperationAborted,
    RecordOperationExecuted,
)
from intake.case.parts import (
    CloseIntakePart,
    IntakePartClosed,
    NotePartClose,
    PartCloseNoted,
    PartOpened,
)
from intake.case.referral import (
    CaseOpened,
    DeclineReferral,
    OpenCase,
    RecordReferral,
    ReferralDeclined,
    ReferralReceived,
    ReferralScreened,
    ScreenReferral,
)
from intake.case.safety import (
    AssistanceRequested,
    RecordAssistanceRequested,
    RecordVictimBroughtToSafety,
    RecordVictimDeclinedAssistance,
    VictimBroughtToSafety,
    VictimDeclinedAssistance,
)
from intake.case.state import Case
from intake.case.status import RecordVictimStatus, VictimStatusDetermined
from intake.case.suspects import RecordSuspect, SuspectIdentified
from intake.case.victims import RecordVictims, VictimEncountered

TOPIC = "intake.events"

Command = (
    RecordReferral
    | ScreenReferral
    | DeclineReferral
    | OpenCase
    | RecordAuthorityEngaged
    | AuthoriseInvestigation
    | ReportInvestigation
    | PlanOperation
    | ApproveOperation
    | RecordGovernmentApproval
    | RecordOperationAborted
    | RecordOperationExecuted
    | RecordSuspect
    | RecordVictims
    | RecordVictimBroughtToSafety
    | RecordVictimDeclinedAssistance
    | RecordAssistanceRequested
    | RecordVictimStatus
    | RecordConsent
    | RecordConsentWithdrawn
    | RecordContactPreference
    | CloseIntakePart
    | NotePartClose
    | NotePartReopened
    | ReopenCase
)
Event = (
    ReferralReceived
    | ReferralScreened
    | ReferralDeclined
    | CaseOpened
    | AuthorityEngaged
    | InvestigationAuthorised
    | InvestigationReported
    | OperationPlanned
    | OperationApproved
    | OperationAborted
    | OperationExecuted
    | SuspectIdentified
    | VictimEncountered
    | VictimBroughtToSafety
    | VictimDeclinedAssistance
    | AssistanceRequested
    | VictimStatusDetermined
    | ConsentRecorded
    | ConsentWithdrawn
    | ContactPreferenceRecorded
    | PartOpened
    | PartCloseNoted
    | IntakePartClosed
    | CaseClosed
    | CaseReopened
)


def decide(case: Case, command: Command) -> list[AnyEvent]:
    """What the command comes to, with all that it makes true in the same append."""
    return consequences.with_consequences(evolve, case, command, judge(case, command))


def judge(case: Case, command: Command) -> list[AnyEvent]:
    match command:
        case RecordReferral():
            return referral.record_referral(case, command)
        case ScreenReferral():
            return referral.screen_referral(case, command)
        case DeclineReferral():
            return referral.decline_referral(case, command)
        case OpenCase():
            return referral.open_case(case, command)
        case RecordAuthorityEngaged():
            return investigation.record_authority_engaged(case, command)
        case AuthoriseInvestigation():
            return investigation.authorise_investigation(case, command)
        case ReportInvestigation():
            return investigation.report_investigation(case, command)
        case PlanOperation():
            return operations.plan_operation(case, command)
        case ApproveOperation():
            return operations.approve_operation(case, command)
        case RecordGovernmentApproval():
            return operations.record_government_approval(case, command)
        case RecordOperationAborted():
            return operations.record_operation_aborted(case, command)
        case RecordOperationExecuted():
            return operations.record_operation_executed(case, command)
        case RecordSuspect():
            return suspects.record_suspect(case, command)
        case RecordVictims():
            return victims.record_victims(case, command)
        case RecordVictimBroughtToSafety():
            return safety.record_victim_brought_to_safety(case, command)
        case RecordVictimDeclinedAssistance():
            return safety.record_victim_declined_assistance(case, command)
        case RecordAssistanceRequested():
            return safety.record_assistance_requested(case, command)
        case RecordVictimStatus():
            return status.record_victim_status(case, command)
        case RecordConsent():
            return consent.record_consent(case, command)
        case RecordConsentWithdrawn():
            return consent.record_consent_withdrawn(case, command)
        case RecordContactPreference():
            return contact.record_contact_preference(case, command)
        case CloseIntakePart():
            return parts.close_intake_part(case, command)
        case NotePartClose():
            return parts.note_part_close(case, command)
        case NotePartReopened():
            return closing.note_part_reopened(case, command)
        case ReopenCase():
            return closing.reopen_case(case, command)
        case other:
            assert_never(other)


def evolve(case: Case, event: Event) -> Case:
    match event:
        case ReferralReceived():
            return referral.received(case, event)
        case ReferralScreened():
            return referral.screened(case, event)
        case ReferralDeclined():
            return referral.declined(case, event)
        case CaseOpened():
            return referral.opened(case, event)
        case AuthorityEngaged():
            return investigation.engaged(case, event)
        case InvestigationAuthorised():
            return investigation.authorised(case, event)
        case InvestigationReported():
            return investigation.reported(case, event)
        case OperationPlanned():
            return operations.planned(case, event)
        case OperationApproved():
            return operations.approved(case, event)
        case OperationAborted():
            return operations.aborted(case, event)
        case OperationExecuted():
            return operations.executed(case, event)
        case SuspectIdentified():
            return suspects.identified(case, event)
        case VictimEncountered():
            return victims.encountered(case, event)
        case VictimBroughtToSafety():
            return safety.brought_to_safety(case, event)
        case VictimDeclinedAssistance():
            return safety.declined(case, event)
        case AssistanceRequested():
            return safety.requested(case, event)
        case VictimStatusDetermined():
            return status.determined(case, event)
        case ConsentRecorded():
            return consent.recorded(case, event)
        case ConsentWithdrawn():
            return consent.withdrawn(case, event)
        case ContactPreferenceRecorded():
            return contact.recorded(case, event)
        case PartOpened():
            return parts.part_opened(case, event)
        case PartCloseNoted():
            return parts.part_close_noted(case, event)
        case IntakePartClosed():
            return parts.intake_part_closed(case, event)
        case CaseClosed():
            return closing.closed(case, event)
        case CaseReopened():
            return closing.reopened(case, event)
        case other:
            assert_never(other)


def stream_id(command: AnyCommand) -> UUID:
    return per_case_stream(command.case_id, "intake.Case")


AGGREGATE = Aggregate(
    name="Case",
    topic=TOPIC,
    initial=Case(),
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=stream_id,
)
