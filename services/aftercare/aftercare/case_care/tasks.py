"""Whom a note of the case asks to act, or no longer: enrolment within 72 hours, emergency care, a basis that holds.

Guarantees that whoever waits for care is somebody's task until enrolled, refused or found to be nobody's to care for.
"""

from collections.abc import Iterator
from uuid import UUID

import casework
from throughline.domain import Command, Event, Moment, Rejected, Seen

from aftercare import asked
from aftercare.case_care.basis import CARE, in_force
from aftercare.case_care.consent import NoteConsent
from aftercare.case_care.corrections import NoteCorrection
from aftercare.case_care.enrolment import SurvivorEnrolled
from aftercare.case_care.merging import NoteConsentsElsewhere, NoteMergedCase
from aftercare.case_care.people import MANDATES, NoteVictim
from aftercare.case_care.state import CaseCare, Victim
from aftercare.case_care.taking_over import NoteCaseTakenOver
from aftercare.survivor.state import Survivor, elsewhere, here

Tasks = Iterator[Event]

# Rules


class StillWaitsForCare(Rejected):
    def __init__(self, person: UUID) -> None:
        super().__init__(
            f"{person} is neither enrolled nor has she declined; enrol her, or record her refusal in intake: either "
            "finishes this task"
        )


def finishable(care: CaseCare, command: casework.FinishTask) -> None:
    """Nobody who was brought or asks is forgotten by a tick: what the task asks for is what finishes it. Raises."""
    task = care.casework.tasks.get(command.task_id)
    for person in sorted(task.subjects) if task and task.kind == asked.ENROL else ():
        if person in care.victims and care.victims[person].handed_over and person not in care.enrolled:
            raise StillWaitsForCare(person)


def of(before: CaseCare, care: CaseCare, command: Command, enrolled: SurvivorEnrolled | None, seen: Seen) -> Tasks:
    """`enrolled`: who is taken into care in this append, if anybody is."""
    if enrolled:
        yield from after_enrolment(care, command, enrolled, here(seen, enrolled.survivor_id))
    match command:
        case NoteVictim() if not enrolled:
            yield from about_enrolment(care, command, command.victim_id, seen)
            yield from about_basis(before, care, command, command.victim_id)
        case NoteMergedCase() | NoteCaseTakenOver() | NoteCorrection():
            whole = isinstance(command, NoteCaseTakenOver)
            for person, victim in sorted(care.victims.items()):
                if whole or victim != before.victims.get(person):
                    yield from about_enrolment(care, command, person, seen)
            if isinstance(command, NoteCorrection):
                yield from about_lost_basis(before, care, command, seen)
        case NoteConsent() if not enrolled:
            yield from about_consent(before, care, command, command.consent_id)
        case NoteConsentsElsewhere():
            for consent_id in sorted(care.consents):
                if care.consents[consent_id] != before.consents.get(consent_id):
                    yield from about_consent(before, care, command, consent_id)


def about_enrolment(care: CaseCare, command: Command, person: UUID, seen: Seen) -> Tasks:
    """Whom another case cares for is the directors' to agree on; of joined records, one waits."""
    if not care.victims[person].handed_over:
        yield from asked.answered(care.casework, person, asked.ENROL, asked.ELSEWHERE, outcome="cause_gone")
    elif elsewhere(seen, person):
        yield from asked.ask(care.casework, command, asked.ELSEWHERE, [person])
    elif not care.enrolled.keys() & set(care.ids_of(person)) and care.kept(person) == person:
        yield from asked.ask(care.casework, command, asked.ENROL, [person])


def after_enrolment(care: CaseCare, command: Command, enrolled: SurvivorEnrolled, survivor: Survivor) -> Tasks:
    """`survivor` as she was before: in care already, where only her basis is another one now."""
    person = enrolled.survivor_id
    yield from asked.answered(care.casework, person, asked.ENROL)
    if not survivor.in_care:
        yield from asked.ask(care.casework, command, asked.EMERGENCY_CARE, [person])
    if enrolled.legal_basis == "vital_interest":
        yield from asked.ask(care.casework, command, asked.BASIS, [person])
    else:
        yield from asked.answered(care.casework, person, asked.BASIS)


def about_consent(before: CaseCare, care: CaseCare, command: Command, consent_id: UUID) -> Tasks:
    """The end of a consent is told to whoever was told under it, and asks for another basis; a new one is such."""
    subject, over = care.consents[consent_id].subject_id, ended(before, care, consent_id)
    if subject is None or subject not in care.enrolled:
        return
    if in_force(care, subject, CARE, Moment(command.now)):
        yield from asked.answered(care.casework, subject, asked.BASIS)
    elif care.enrolled[subject].legal_basis is None and over:
        yield from asked.ask(care.casework, command, asked.BASIS, [subject])
    if over and not command.historical:
        told = casework.under_consent(care.casework, consent_id)
        because = (command.issue.causation_id or casework.own_event(command, 0),)
        yield from casework.tell_recipients(care.casework, command, "withdrawn", told, "social_worker", because)


def about_basis(before: CaseCare, care: CaseCare, command: Command, person: UUID) -> Tasks:
    """Somebody in care on her own consent alone turns out to be a child, or not to be one."""
    enrolled, now = care.enrolled.get(person), Moment(command.now)
    if enrolled is None:
        return
    had, has = in_force(before, person, CARE, now), in_force(care, person, CARE, now)
    known = before.victims.get(person, Victim())
    aged = known.is_child != care.victims[person].is_child
    if has and not had:
        yield from asked.answered(care.casework, person, asked.BASIS)
    elif (had or aged) and not has and enrolled.legal_basis not in MANDATES:
        yield from asked.ask(care.casework, command, asked.BASIS, [person])


def about_lost_basis(before: CaseCare, care: CaseCare, command: Command, seen: Seen) -> Tasks:
    """Who is in care on what turns out never to have been: a consent, or what brought her here."""
    now = Moment(command.now)
    for person in sorted(before.enrolled):
        if not here(seen, person).in_care:
            continue
        enrolled, victim = care.enrolled.get(person), care.victims.get(person, Victim())
        had, has = in_force(before, person, CARE, now), in_force(care, person, CARE, now)
        gone = had and not has and (enrolled is None or enrolled.legal_basis not in MANDATES)
        unheld = before.victims.get(person, Victim()).handed_over and not victim.handed_over
        if gone or unheld or enrolled is None:
            yield from asked.ask(care.casework, command, asked.BASIS, [person])


def ended(before: CaseCare, care: CaseCare, consent_id: UUID) -> bool:
    """Whether the consent was taken back, or lapsed, with this note."""
    known, now = before.consents.get(consent_id), care.consents[consent_id]
    return (now.withdrawn_on, now.lapsed_on) != ((known.withdrawn_on, known.lapsed_on) if known else (None, None))
