"""CaseCare: what aftercare knows of a whole case, from whichever fact came first. Topic aftercare.events."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never
from uuid import UUID

import casework
from casework.consents import SHARE, sharing_with
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.roles import DATA_PROTECTION
from throughline.domain import Aggregate, Moment, OnStream, Seen, StreamRef, foresee
from throughline.domain import Event as AnyEvent

import aftercare.survivor  # noqa: F401  first, since what care rests on and what rests on care import each other
from aftercare import streams
from aftercare.case_care import (
    capacity,
    charges,
    closing,
    consent,
    consequences,
    corrections,
    covering,
    custody,
    deadlines,
    enrolment,
    hearings,
    joining,
    mended,
    merging,
    notes,
    orders,
    people,
    rechecks,
    statements,
    taking_over,
    threats,
    transfer,
)
from aftercare.case_care.basis import covers
from aftercare.case_care.capacity import (
    CareCapacityRefused,
    CareCapacityReserved,
    RefuseCareCapacity,
    ReserveCareCapacity,
)
from aftercare.case_care.charges import ChargesNoted, NoteCharges
from aftercare.case_care.closing import AftercarePartClosed, AftercareReopened, CloseAftercarePart
from aftercare.case_care.consent import ConsentNoted, NoteConsent, OlderPreferenceNoted, PreferenceNoted
from aftercare.case_care.corrections import CorrectionNoted, NoteCorrection, NoteHeldFactDismissed, PersonRestated
from aftercare.case_care.covering import CaseworkerCoverSet, SetCaseworkerCover
from aftercare.case_care.custody import CustodyChangeNoted
from aftercare.case_care.enrolment import EnrolOnLegalBasis, SurvivorEnrolled
from aftercare.case_care.hearings import HearingNoted, NoteHearing
from aftercare.case_care.joining import VictimRecordsJoinNoted
from aftercare.case_care.merging import (
    CaseMergeNoted,
    CaseSplitNoted,
    MergedCaseNoted,
    NoteConsentsElsewhere,
    NoteMergedCase,
)
from aftercare.case_care.notes import Note
from aftercare.case_care.orders import ProtectionOrderNoted
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
from aftercare.case_care.taking_over import CaseTakeOverNoted, NoteCaseTakenOver
from aftercare.case_care.tasks import finishable
from aftercare.case_care.told import NoteMoneyAwarded, NoteOutcomeInCourt
from aftercare.case_care.transfer import (
    CareTransferAccepted,
    CareTransferDeclined,
    CareTransferProposed,
    ProposeCareTransfer,
    RecordCareTransferAccepted,
    RecordCareTransferDeclined,
)
from aftercare.roles import CARERS, OVERSEERS
from aftercare.survivor.state import here, wherever

TOPIC = "aftercare.events"

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
    | OlderPreferenceNoted
    | CustodyChangeNoted
    | ChargesNoted
    | HearingNoted
    | ProtectionOrderNoted
    | CaseMergeNoted
    | CaseSplitNoted
    | MergedCaseNoted
    | VictimRecordsJoinNoted
    | CaseTakeOverNoted
    | CorrectionNoted
    | PersonRestated
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
        shared = [*share(care, command)]
        first = bool(shared) and not care.opened and isinstance(command, casework.NoteOfficialThreat)
        return [*([CareOpened()] if first else []), *shared]
    decided = [*judge(care, command, seen)]
    if not decided:
        return []
    if isinstance(command, NoteCharges | NoteCorrection | NoteHeldFactDismissed):
        decided += custody.freed(foresee(evolve, care, command, decided))
    if not care.opened:
        decided = [CareOpened(), *decided]
    after = foresee(evolve, care, command, decided)
    return [*decided, *consequences.of(care, after, command, seen)]


def share(care: CaseCare, command: casework.Command) -> Iterator[AnyEvent]:
    """What every service does alike; of a risk, those in danger are warned in the same append."""
    if isinstance(command, casework.FinishTask):
        finishable(care, command)
    decided = casework.decide(care.casework, command, ledger(care, command))
    yield from decided
    for index, event in enumerate(decided):
        if isinstance(event, casework.SafetyRiskRaised):
            cause = casework.own_event(command, index)
            yield from threats.owed(care, event.level, event.subjects, cause, command.now, command.historical)


def ledger(care: CaseCare, command: CaseworkCommand) -> casework.Ledger:
    """A consent has to cover the day named and today; what is before a court keeps everybody's data."""

    def covered(asked: casework.Sharing) -> bool:
        own = asked.purpose.startswith(SHARE)
        purposes = (asked.purpose,) if own else (asked.purpose, sharing_with(asked.to_org_id))
        return covers(care, asked.consent_id, asked.subject_id, purposes, asked.on, Moment(command.now))

    return casework.Ledger(covers=covered, held=lambda _subject: care.before_court, ids=care.ids_of)


def judge(care: CaseCare, command: Note | Own, seen: Seen) -> Sequence[AnyEvent | OnStream]:
    if isinstance(command, Note):
        return notes.note(care, command, seen)
    if not goes_on(care, command):
        not_merged(care, command)
    match command:
        case EnrolOnLegalBasis():
            return enrolment.enrol_on_legal_basis(care, command, seen)
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
            return covering.set_cover(care, command, {person: here(seen, person) for person in care.enrolled})
        case ProposeCareTransfer():
            return transfer.propose(care, command, here(seen, command.survivor_id))
        case RecordCareTransferAccepted():
            return transfer.accept(care, command, here(seen, command.survivor_id))
        case RecordCareTransferDeclined():
            return transfer.decline(care, command)
        case CloseAftercarePart():
            people_known = care.enrolled.keys() | care.victims.keys()
            return closing.close(care, command, {person: wherever(seen, person) for person in people_known})
        case other:
            assert_never(other)


def goes_on(care: CaseCare, command: Note | Own) -> bool:
    """What a merged case still takes: answers to what it asked, and the care of those who are in care here."""
    match command:
        case AcknowledgeSafetyRechecks() | AnswerSafetyRecheck():
            return True
        case EnrolOnLegalBasis():
            return command.victim_id in care.enrolled
        case StateSafetyConcern() | ProposeCareTransfer() | RecordCareTransferAccepted() | RecordCareTransferDeclined():
            return command.survivor_id in care.enrolled
        case SetCaseworkerCover():
            return True
        case _:
            return False


def evolve(care: CaseCare, event: Event) -> CaseCare:
    care = corrections.remembered(care, event)
    match event:
        case CareOpened():
            return replace(care, opened=True)
        case VictimNoted():
            return people.victim_noted(care, event)
        case ConsentNoted():
            return consent.consent_noted(care, event)
        case PreferenceNoted() | OlderPreferenceNoted():
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
        case MergedCaseNoted():
            return merging.merged_case_noted(care, event)
        case VictimRecordsJoinNoted():
            return joining.join_noted(care, event)
        case CaseTakeOverNoted():
            return taking_over.taken_over(care, event)
        case CorrectionNoted():
            return corrections.correction_noted(care, event)
        case CareCapacityReserved() | CareCapacityRefused():
            return capacity.capacity_answered(care, event)
        case CareTransferProposed():
            return transfer.transfer_proposed(care, event)
        case CareTransferAccepted() | CareTransferDeclined():
            return transfer.transfer_answered(care, event)
        case CaseworkEvent():
            return replace(care, casework=casework.evolve(care.casework, event))
        case SafetyConcernStated():
            return statements.concern_stated(care, event)
        case ReadinessStated() | CaseworkerCoverSet() | PersonRestated():
            return care
        case other:
            assert_never(other)


def reads(care: CaseCare, command: Command) -> Iterator[StreamRef]:
    """The survivors' streams that a command may start, add to, or must look at; and a case that is merged into this."""
    yield from map(streams.survivor_anywhere, sorted(concerned(care, command)))
    match command:
        case NoteMergedCase(merged_case_id=other) | NoteConsentsElsewhere(other_case_id=other):
            yield streams.care_of_another(other)


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
        case CloseAftercarePart():
            return care.enrolled.keys() | care.victims.keys()
        case NoteMergedCase() | NoteCorrection():
            return care.enrolled.keys() | care.victims.keys()
        case NoteOutcomeInCourt() | NoteMoneyAwarded():
            return set(care.enrolled)
        case NoteCaseTakenOver():
            return care.enrolled.keys() | care.victims.keys()
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
    overseers=OVERSEERS,
    senders={
        casework.DiscloseData: CARERS,
        casework.TellRecipientsOfChange: CARERS | DATA_PROTECTION,
    },
    corrected=mended.corrected,
    weighs=mended.weighs,
    concerns=mended.concerns,
)
