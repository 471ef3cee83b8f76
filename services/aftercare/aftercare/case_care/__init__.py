"""CaseCare: what aftercare knows of a whole case, from whichever fact came first. Topic aftercare.events."""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never
from uuid import UUID

from throughline.domain import Aggregate, OnStream, Seen, StreamRef, foresee
from throughline.domain import Event as AnyEvent

import aftercare.survivor  # noqa: F401  first, since what care rests on and what rests on care import each other
from aftercare import roles, streams
from aftercare.case_care import (
    charges,
    closing,
    consent,
    consequences,
    custody,
    deadlines,
    enrolment,
    hearings,
    people,
    rechecks,
    statements,
)
from aftercare.case_care.charges import ChargesNoted, NoteCharges
from aftercare.case_care.closing import AftercarePartClosed, AftercareReopened, CloseAftercarePart, ReopenAftercare
from aftercare.case_care.consent import ConsentNoted, NoteConsent, NotePreference, PreferenceNoted
from aftercare.case_care.custody import CustodyChangeNoted, NoteCustodyChange
from aftercare.case_care.enrolment import EnrolOnLegalBasis, SurvivorEnrolled
from aftercare.case_care.hearings import HearingNoted, NoteHearing
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
from aftercare.case_care.state import UNOPENED, CaseCare
from aftercare.case_care.statements import ReadinessStated, SafetyConcernStated, StateSafetyConcern
from aftercare.survivor.state import UNKNOWN

TOPIC = "aftercare.events"

Note = NoteVictim | NoteConsent | NotePreference | NoteCustodyChange | NoteCharges | NoteHearing
Command = (
    Note
    | EnrolOnLegalBasis
    | AcknowledgeSafetyRechecks
    | AnswerSafetyRecheck
    | EscalateSafetyRecheck
    | StateSafetyConcern
    | CloseAftercarePart
    | ReopenAftercare
)
Event = (
    CareOpened
    | VictimNoted
    | ConsentNoted
    | PreferenceNoted
    | CustodyChangeNoted
    | ChargesNoted
    | HearingNoted
    | SurvivorEnrolled
    | SafetyRecheckFellDue
    | SafetyRecheckAcknowledged
    | SafetyRecheckDone
    | SafetyRecheckEscalated
    | ReadinessStated
    | SafetyConcernStated
    | AftercarePartClosed
    | AftercareReopened
)


def decide(care: CaseCare, command: Command, seen: Seen) -> list[AnyEvent | OnStream]:
    decided = judge(care, command, seen)
    if not decided:
        return []
    if isinstance(command, NoteCharges):
        decided += custody.freed(foresee(evolve, care, command, decided))
    if not care.opened:
        decided = [CareOpened(), *decided]
    after = foresee(evolve, care, command, decided)
    return [*decided, *consequences.of(care, after, command, seen)]


def judge(care: CaseCare, command: Command, seen: Seen) -> list[AnyEvent]:
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
        case CloseAftercarePart():
            return closing.close(care, command, {person: seen.get(person, UNKNOWN) for person in care.enrolled})
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
        case ReadinessStated() | SafetyConcernStated():
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
        case StateSafetyConcern():
            return {command.survivor_id} & care.enrolled.keys()
        case CloseAftercarePart():
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
)
