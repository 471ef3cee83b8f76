"""CaseCare: what aftercare knows of a whole case, from whichever fact came first. Topic aftercare.events."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never
from uuid import UUID

import casework
from casework.markers import CaseworkCommand, CaseworkEvent
from throughline.domain import Aggregate, Moment, OnStream, Seen, StreamRef, foresee
from throughline.domain import Event as AnyEvent

import aftercare.survivor  # noqa: F401  first, since what care rests on and what rests on care import each other
from aftercare import roles, streams
from aftercare.case_care import (
    capacity,
    charges,
    closing,
    consent,
    consequences,
    covering,
    custody,
    deadlines,
    enrolment,
    hearings,
    merging,
    orders,
    people,
    rechecks,
    statements,
    threats,
    told,
    transfer,
)
from aftercare.case_care.basis import SHARE, covers, sharing_with
from aftercare.case_care.capacity import (
    CareCapacityRefused,
    CareCapacityReserved,
    NoteOperationOver,
    NoteOperationPlanned,
    RefuseCareCapacity,
    ReserveCareCapacity,
)
from aftercare.case_care.charges import ChargesNoted, NoteCharges
from aftercare.case_care.closing import AftercarePartClosed, AftercareReopened, CloseAftercarePart, ReopenAftercare
from aftercare.case_care.consent import ConsentNoted, NoteConsent, NotePreference, PreferenceNoted
from aftercare.case_care.covering import CaseworkerCoverSet, SetCaseworkerCover
from aftercare.case_care.custody import CustodyChangeNoted, NoteCustodyChange
from aftercare.case_care.enrolment import EnrolOnLegalBasis, SurvivorEnrolled
from aftercare.case_care.hearings import HearingNoted, NoteHearing
from aftercare.case_care.merging import CaseMergeNoted, CaseSplitNoted, NoteCaseMerge, NoteCaseSplit
from aftercare.case_care.orders import NoteProtectionOrder, ProtectionOrderNoted
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.case_care.rechecks import (
    AcknowledgeSafetyRechecks,
    AnswerSafetyRecheck,
    EscalateSafetyRecheck,
    SafetyRecheckAcknowledged,
    SafetyRecheckDone,
    SafetyRecheckEscalated,
    SafetyRecheckFellDue,
)
from aftercare.case_care.rules import not_merged
from aftercare.case_care.state import UNOPENED, CaseCare
from aftercare.case_care.statements import ReadinessStated, SafetyConcernStated, StateSafetyConcern
from aftercare.case_care.threats import NoteCorrection, NoteSafetyRisk
from aftercare.case_care.told import NoteDataQualityIssue, NoteMoneyAwarded, NoteOutcomeInCourt
from aftercare.case_care.transfer import (
    CareTransferAccepted,
    CareTransferDeclined,
    CareTransferProposed,
    ProposeCareTransfer,
    RecordCareTransferAccepted,
    RecordCareTransferDeclined,
)
from aftercare.survivor.state import UNKNOWN

TOPIC = "aftercare.events"

Note = (
    NoteVictim
    | NoteConsent
    | NotePreference
    | NoteCustodyChange
    | NoteCharges
    | NoteHearing
    | NoteProtectionOrder
    | NoteSafetyRisk
    | NoteCorrection
    | NoteOperationPlanned
    | NoteOperationOver
    | NoteOutcomeInCourt
    | NoteMoneyAwarded
    | NoteDataQualityIssue
    | NoteCaseMerge
    | NoteCaseSplit
    | ReopenAftercare
)
Own = (
    EnrolOnLegalBasis
    | AcknowledgeSafetyRechecks
    | AnswerSafetyRecheck
    | EscalateSafetyRecheck
    | StateSafetyConcern
    | ReserveCareCapacity
    | RefuseCareCapacity
    | SetCaseworkerCover
    | ProposeCareTransfer
    | RecordCareTransferAccepted
    | RecordCareTransferDeclined
    | CloseAftercarePart
)
Command = Note | Own | casework.Command
Event = (
    CareOpened
    | VictimNoted
    | ConsentNoted
    | PreferenceNoted
    | CustodyChangeNoted
    | ChargesNoted
    | HearingNoted
    | ProtectionOrderNoted
    | CaseMergeNoted
    | CaseSplitNoted
    | SurvivorEnrolled
    | SafetyRecheckFellDue
    | SafetyRecheckAcknowledged
    | SafetyRecheckDone
    | SafetyRecheckEscalated
    | ReadinessStated
    | SafetyConcernStated
    | CareCapacityReserved
    | CareCapacityRefused
    | CaseworkerCoverSet
    | CareTransferProposed
    | CareTransferAccepted
    | CareTransferDeclined
    | AftercarePartClosed
    | AftercareReopened
    | casework.Event
)


def decide(care: CaseCare, command: Command, seen: Seen) -> list[AnyEvent | OnStream]:
    if isinstance(command, CaseworkCommand):
        return [*share(care, command)]
    decided = [*judge(care, command, seen)]
    if not decided:
        return []
    if isinstance(command, NoteCharges):
        decided += custody.freed(foresee(evolve, care, command, decided))
    if not care.opened:
        decided = [CareOpened(), *decided]
    after = foresee(evolve, care, command, decided)
    return [*decided, *consequences.of(care, after, command, seen)]


def share(care: CaseCare, command: casework.Command) -> Iterator[AnyEvent]:
    """What every service does alike; of a risk, those in danger are warned in the same append."""
    decided = casework.decide(care.casework, command, ledger(care, command))
    yield from decided
    for index, event in enumerate(decided):
        if isinstance(event, casework.SafetyRiskRaised):
            cause = casework.own_event(command, index)
            yield from threats.owed(care, event.level, event.subjects, cause, command.now, command.historical)


def ledger(care: CaseCare, command: CaseworkCommand) -> casework.Ledger:
    """A consent has to cover the day named and today; a charge with open counts keeps everybody's data."""

    def covered(asked: casework.Sharing) -> bool:
        own = asked.purpose.startswith(SHARE)
        purposes = (asked.purpose,) if own else (asked.purpose, sharing_with(asked.to_org_id))
        return covers(care, asked.consent_id, asked.subject_id, purposes, asked.on, Moment(command.now))

    return casework.Ledger(
        covers=covered, held=lambda _subject: any(charge.open_counts for charge in care.charges.values())
    )


def judge(care: CaseCare, command: Note | Own, seen: Seen) -> Sequence[AnyEvent | OnStream]:
    if isinstance(command, Note):
        return note(care, command, seen)
    if not isinstance(command, AcknowledgeSafetyRechecks | AnswerSafetyRecheck):
        not_merged(care, command)
    match command:
        case EnrolOnLegalBasis():
            return enrolment.enrol_on_legal_basis(care, command, seen.get(command.victim_id, UNKNOWN))
        case AcknowledgeSafetyRechecks():
            return rechecks.acknowledge(care, command)
        case AnswerSafetyRecheck():
            return rechecks.answer(care, command)
        case EscalateSafetyRecheck():
            return rechecks.escalate(care, command)
        case StateSafetyConcern():
            return statements.state_safety_concern(care, command)
        case ReserveCareCapacity() | RefuseCareCapacity():
            return capacity.answer(care, command)
        case SetCaseworkerCover():
            return covering.set_cover(care, command, {person: seen.get(person, UNKNOWN) for person in care.enrolled})
        case ProposeCareTransfer():
            return transfer.propose(care, command, seen.get(command.survivor_id, UNKNOWN))
        case RecordCareTransferAccepted():
            return transfer.accept(care, command, seen.get(command.survivor_id, UNKNOWN))
        case RecordCareTransferDeclined():
            return transfer.decline(care, command)
        case CloseAftercarePart():
            return closing.close(care, command, {person: seen.get(person, UNKNOWN) for person in care.enrolled})
        case other:
            assert_never(other)


def note(care: CaseCare, command: Note, seen: Seen) -> Sequence[AnyEvent]:
    match command:
        case NoteVictim():
            return people.note_victim(care, command, seen.get(command.victim_id, UNKNOWN))
        case NoteConsent():
            return consent.note_consent(care, command)
        case NotePreference():
            return consent.note_preference(care, command)
        case NoteCustodyChange():
            return custody.note_custody_change(care, command)
        case NoteCharges():
            return charges.note_charges(care, command)
        case NoteHearing():
            return hearings.note_hearing(care, command)
        case NoteProtectionOrder():
            return orders.note_order(care, command)
        case NoteSafetyRisk():
            return threats.note_risk(care, command)
        case NoteCorrection():
            return threats.note_correction(care, command)
        case NoteOperationPlanned():
            return capacity.note_planned(care, command)
        case NoteOperationOver():
            return capacity.note_over(care, command)
        case NoteOutcomeInCourt():
            return told.outcome_in_court(care, command, {person: seen.get(person, UNKNOWN) for person in care.enrolled})
        case NoteMoneyAwarded():
            return told.money_awarded(care, command, {person: seen.get(person, UNKNOWN) for person in care.enrolled})
        case NoteDataQualityIssue():
            return told.data_quality_issue(care, command)
        case NoteCaseMerge():
            return merging.note_merge(care, command)
        case NoteCaseSplit():
            return merging.note_split(care, command)
        case ReopenAftercare():
            return closing.reopen(care, command)
        case other:
            assert_never(other)


def evolve(care: CaseCare, event: Event) -> CaseCare:
    match event:
        case CareOpened():
            return replace(care, opened=True)
        case VictimNoted():
            return people.victim_noted(care, event)
        case ConsentNoted():
            return consent.consent_noted(care, event)
        case PreferenceNoted():
            return consent.preference_noted(care, event)
        case CustodyChangeNoted():
            return custody.custody_change_noted(care, event)
        case ChargesNoted():
            return charges.charges_noted(care, event)
        case HearingNoted():
            return hearings.hearing_noted(care, event)
        case SurvivorEnrolled():
            return enrolment.survivor_enrolled(care, event)
        case SafetyRecheckFellDue():
            return rechecks.fell_due(care, event)
        case SafetyRecheckAcknowledged():
            return rechecks.acknowledged(care, event)
        case SafetyRecheckDone():
            return rechecks.done(care, event)
        case SafetyRecheckEscalated():
            return rechecks.escalated(care, event)
        case AftercarePartClosed():
            return closing.part_closed(care, event)
        case AftercareReopened():
            return closing.reopened(care, event)
        case ProtectionOrderNoted():
            return orders.order_noted(care, event)
        case CaseMergeNoted():
            return merging.merge_noted(care, event)
        case CaseSplitNoted():
            return merging.split_noted(care, event)
        case CareCapacityReserved() | CareCapacityRefused():
            return capacity.capacity_answered(care, event)
        case CareTransferProposed():
            return transfer.transfer_proposed(care, event)
        case CareTransferAccepted() | CareTransferDeclined():
            return transfer.transfer_answered(care, event)
        case CaseworkEvent():
            return replace(care, casework=casework.evolve(care.casework, event))
        case ReadinessStated() | SafetyConcernStated() | CaseworkerCoverSet():
            return care
        case other:
            assert_never(other)


def reads(care: CaseCare, command: Command) -> Iterator[StreamRef]:
    """The survivors' streams that a command may start, add to, or must look at."""
    return map(streams.survivor, sorted(concerned(care, command)))


def concerned(care: CaseCare, command: Command) -> set[UUID]:
    match command:
        case NoteVictim() | EnrolOnLegalBasis():
            return {command.victim_id}
        case NoteConsent():
            known = care.consents.get(command.consent_id)
            return {s for s in (command.subject_id, known and known.subject_id) if s}
        case NoteHearing():
            hearing = care.hearings.get(command.hearing_id)
            witnesses = {*command.witness_ids, *(hearing.witness_ids if hearing else ())}
            return witnesses & care.enrolled.keys()
        case StateSafetyConcern() | ProposeCareTransfer() | RecordCareTransferAccepted():
            return {command.survivor_id} & care.enrolled.keys()
        case SetCaseworkerCover():
            return set(command.survivor_ids) & care.enrolled.keys()
        case CloseAftercarePart() | NoteOutcomeInCourt() | NoteMoneyAwarded():
            return set(care.enrolled)
        case _:
            return set()


AGGREGATE = Aggregate(
    name="CaseCare",
    topic=TOPIC,
    initial=UNOPENED,
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: streams.care_of(command.case_id).stream_id,
    reads=reads,
    deadlines=deadlines.named,
    overseers=roles.OVERSEERS,
    corrected=lambda care, command, wrong: casework.tell_of_correction(care.casework, command, wrong, "social_worker"),
)
