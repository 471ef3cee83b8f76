"""What another service corrected: what was noted because of it is taken back, and who was warned of it is told again.

Guarantees that a wrong event leaves nothing behind (a refusal of warnings that was another woman's, a hearing that was
not called off), also where it is heard of only after its correction. Who became known by one stays known, and warned.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from throughline.domain import Command, Fact, Moment
from throughline.domain import Event as AnyEvent

from aftercare.case_care import charges, consent, hearings, people
from aftercare.case_care.charges import ChargesNoted
from aftercare.case_care.consent import ConsentNoted, OlderPreferenceNoted, PreferenceNoted
from aftercare.case_care.custody import CustodyChangeNoted
from aftercare.case_care.hearings import HearingNoted
from aftercare.case_care.people import VictimNoted
from aftercare.case_care.rechecks import SafetyRecheckFellDue
from aftercare.case_care.state import CaseCare, Noted, Victim
from aftercare.codes import Guardian, IsChild, VictimStatus, Warn

TOLD_AGAIN_WITHIN = timedelta(hours=4)

# Events. These names and fields are the storage format: never rename, add a V2.


class CorrectionNoted(AnyEvent):
    replaces: UUID
    source_event_id: UUID


class PersonRestated(AnyEvent):
    """What is known of somebody after a correction, where it is not what was known before."""

    person_id: UUID
    is_child: IsChild | None = None
    guardian: Guardian | None = None
    status: VictimStatus | None = None
    brought_to_safety_on: Moment | None = None
    requested_on: Moment | None = None
    declined_on: Moment | None = None
    warn: Warn | None = None


# Commands


class NoteCorrection(Fact, opens=True, records=CorrectionNoted):
    """Another service corrected an event: whoever was warned because of it is told again, because of the correction."""

    replaces: UUID
    source_event_id: UUID


class NoteHeldFactDismissed(Fact, opens=True, records=CorrectionNoted):
    """Another service found that what it held never counted: as if it had been corrected."""

    held_id: UUID
    source_event_id: UUID


# Decisions


def note_correction(care: CaseCare, command: NoteCorrection | NoteHeldFactDismissed) -> list[AnyEvent]:
    wrong = replaced(care, command)
    if wrong is None or command.source_event_id in care.corrected:
        return []
    return [
        CorrectionNoted(replaces=wrong, source_event_id=command.source_event_id),
        *taken_back(care, wrong, command.source_event_id),
        *told_again(care, command, wrong, command.source_event_id),
    ]


def replaced(care: CaseCare, command: NoteCorrection | NoteHeldFactDismissed) -> UUID | None:
    if isinstance(command, NoteCorrection):
        return command.replaces
    return next((source for source, change in care.changes.items() if change.held_id == command.held_id), None)


def taken_back(care: CaseCare, wrong: UUID, correction: UUID) -> Iterator[CustodyChangeNoted]:
    if change := care.changes.get(wrong):
        yield CustodyChangeNoted(
            accused_id=change.accused_id,
            change="corrected",
            effect="unknown",
            source_event_id=correction,
            replaces=wrong,
        )


def told_again(care: CaseCare, command: Command, wrong: UUID, correction: UUID) -> Iterator[SafetyRecheckFellDue]:
    """Also where the correction itself is told as history: they were warned here."""
    people = tuple(
        person
        for person in sorted(care.answered.keys() | care.rechecks.keys())
        if care.was_asked(person, wrong) and not care.refuses_warnings(person)
    )
    if people:
        yield SafetyRecheckFellDue(person_ids=people, because=(correction,), due_at=command.now + TOLD_AGAIN_WITHIN)


def restated(before: CaseCare, care: CaseCare) -> Iterator[PersonRestated]:
    """Everyone of whom something else is known now."""
    for person in sorted(care.victims.keys() | before.preferences.keys()):
        if picture(care, person) != picture(before, person):
            yield picture(care, person)


def picture(care: CaseCare, person: UUID) -> PersonRestated:
    victim, said = care.victims.get(person, Victim()), care.preferences.get(person)
    word = victim.words.get("official") or victim.words.get("agency_view")
    return PersonRestated.model_validate(
        {
            "person_id": person,
            "is_child": victim.is_child,
            "guardian": victim.guardian,
            "status": word.status if word else None,
            "brought_to_safety_on": victim.brought_on,
            "requested_on": victim.requested_on,
            "declined_on": victim.declined_on,
            "warn": said.warn if said else None,
        }
    )


# What the events change


def remembered(care: CaseCare, event: AnyEvent) -> CaseCare:
    """`care`, before this note is taken in, with what is new in it kept beside the event that it came from."""
    match event:
        case VictimNoted() | PreferenceNoted() | OlderPreferenceNoted() | ChargesNoted():
            said: AnyEvent = event
        case ConsentNoted():
            said = consent.news(care.consents.get(event.consent_id), event)
        case HearingNoted():
            said = hearings.news(care.hearings.get(event.hearing_id), event)
        case _:
            return care
    return replace(care, notes=(*care.notes, Noted(event.metadata.causation_id, said)))


def correction_noted(care: CaseCare, event: CorrectionNoted) -> CaseCare:
    """Everything that notes say, once more without the wrong one."""
    corrected = care.corrected | {event.replaces, event.source_event_id}
    right = tuple(noted for noted in care.notes if noted.source != event.replaces)
    if right == care.notes:
        return replace(care, corrected=corrected)
    again = replace(
        care,
        victims={person: Victim() for person in care.victims},
        consents={},
        preferences={},
        charges={},
        appeals={},
        contested={},
        retrials={},
        hearings={},
        rechecks={},
        corrected=corrected,
        notes=right,
    )
    for noted in right:
        again = said_again(again, noted.event)
    return replace(again, rechecks=care.rechecks)


def said_again(care: CaseCare, event: AnyEvent) -> CaseCare:
    match event:
        case VictimNoted():
            return people.victim_noted(care, event)
        case PreferenceNoted() | OlderPreferenceNoted():
            return consent.preference_noted(care, event)
        case ChargesNoted():
            return charges.charges_noted(care, event)
        case ConsentNoted():
            return consent.consent_noted(care, consent.with_known(care.consents.get(event.consent_id), event))
        case HearingNoted():
            return hearings.hearing_noted(care, hearings.with_known(care.hearings.get(event.hearing_id), event))
        case _:
            return care
