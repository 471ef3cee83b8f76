"""One case of intake, from referral to closing: its people, operations, consents and parts. Topic intake.events."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import assert_never
from uuid import UUID

import casework
from casework import CaseworkCommand, CaseworkEvent
from throughline.domain import Aggregate, Deadline, DeadlineMet, Seen, per_case_stream
from throughline.domain import Command as AnyCommand
from throughline.domain import Event as AnyEvent

from intake.case import (
    age,
    asking,
    capacity,
    closing,
    consent,
    consequences,
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
    quality,
    records,
    referral,
    retention,
    safety,
    statements,
    status,
    suspects,
    takeover,
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
from intake.case.ledger import concerns, ledger
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
from intake.case.parts import CloseIntakePart, IntakePartClosed, NotePartClose, PartCloseNoted, PartOpened
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
from intake.case.suspects import RecordSuspect, RecordSuspectUnlinked, SuspectIdentified, SuspectUnlinked
from intake.case.victims import RecordVictims, VictimEncountered
from intake.case.when_merged import TAKEN_WHEN_MERGED

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
    | RecordSuspectUnlinked
    | merging.Command
    | merged_from.Command
    | capacity.Command
    | age.Command
    | lapsing.Command
    | liberty.Command
    | exploitation.Command
    | guardianship.Command
    | statements.Command
    | records.Command
    | takeover.Command
    | quality.Command
    | casework.Command
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
    | SuspectUnlinked
    | merging.Event
    | merged_from.Event
    | capacity.Event
    | age.Event
    | lapsing.Event
    | liberty.Event
    | exploitation.Event
    | guardianship.Event
    | statements.Event
    | records.Event
    | takeover.Event
    | casework.Event
)


def decide(case: Case, command: Command, seen: Seen) -> list[AnyEvent]:
    """What the command comes to, with all that it makes true in the same append."""
    command = records.of_kept(case, command)
    return consequences.with_consequences(evolve, case, command, judge(case, command, merged_from.others(seen)))


def judge(case: Case, command: Command, others: Mapping[UUID, Case]) -> list[AnyEvent]:
    if isinstance(command, casework.DiscloseData) or not isinstance(command, TAKEN_WHEN_MERGED):
        merging.must_not_be_merged(case)
    match command:
        case CaseworkCommand():
            return casework.decide(case.casework, command, ledger(case))
        case lapsing.LapseConsent():
            return lapsing.decide(case, command)
        case merging.MergeCase() | merging.SplitCase():
            return merging.decide(case, command, others)
        case merged_from.NoteMergedCase() | merged_from.EndConsents():
            return merged_from.decide(case, command, others)
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
            return consent.record_consent_withdrawn(case, command, merged_from.merged(others))
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
        case RecordSuspectUnlinked():
            return suspects.record_suspect_unlinked(case, command)
        case capacity.Command():
            return capacity.decide(case, command)
        case age.Command():
            return age.decide(case, command)
        case liberty.Command():
            return liberty.decide(case, command)
        case exploitation.Command():
            return exploitation.decide(case, command)
        case (
            guardianship.RecordGuardianship()
            | guardianship.RecordGuardianExcluded()
            | guardianship.RecordMandatoryReport()
        ):
            return guardianship.decide(case, command)
        case statements.Command():
            return statements.decide(case, command)
        case records.JoinVictimRecords() | records.RecordPersonLinked():
            return records.decide(case, command)
        case takeover.Command():
            return takeover.decide(case, command)
        case quality.Command():
            return quality.decide(case, command)
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
        case SuspectUnlinked():
            return suspects.unlinked(case, event)
        case merging.CaseMerged() | merging.CaseSplit():
            return merging.evolve(case, event)
        case merged_from.Event():
            return merged_from.evolve(case, event)
        case capacity.Event():
            return capacity.evolve(case, event)
        case age.Event():
            return age.evolve(case, event)
        case lapsing.Event():
            return lapsing.evolve(case, event)
        case liberty.Event():
            return liberty.evolve(case, event)
        case exploitation.Event():
            return exploitation.evolve(case, event)
        case (
            guardianship.GuardianshipDetermined() | guardianship.GuardianExcluded() | guardianship.MandatoryReportMade()
        ):
            return guardianship.evolve(case, event)
        case statements.Event():
            return statements.evolve(case, event)
        case records.VictimRecordsJoined() | records.PersonLinked():
            return records.evolve(case, event)
        case takeover.Event():
            return takeover.evolve(case, event)
        case CaseworkEvent():
            return replace(case, casework=casework.evolve(case.casework, event))
        case other:
            assert_never(other)


def deadlines(case: Case, event: Event) -> Iterator[Deadline | DeadlineMet]:
    """Which events start and stop a clock; a takeover starts those of what was told as history."""
    yield from merged_from.deadlines(case, event)
    match event:
        case CaseworkEvent():
            yield from casework.deadlines(case.casework, event)
        case ConsentWithdrawn() | lapsing.ConsentLapsed():
            yield DeadlineMet(lapsing.CLOCK, str(event.consent_id))
        case ConsentRecorded():
            yield from lapsing.due(case, [event.consent_id])
        case takeover.CaseTakenOver():
            yield from lapsing.due(case, case.consents)
            yield from casework.clocks_at_takeover(case.casework)
        case CaseClosed():
            yield from retention.reviews(case, event.metadata.recorded_at.date())
        case CaseReopened():
            yield from retention.put_off(case)


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
    reads=merged_from.reads,
    deadlines=deadlines,
    live=lambda case: case.taken_over is not None,
    corrected=lambda mending: consequences.mended(evolve, mending),
    concerns=concerns,
    held=asking.held,
    settled=asking.settled,
)
