"""The ledger of consents: who agreed to which purposes, through whom, and what was withdrawn.

Guarantees that a recorded consent is never changed, only withdrawn or lapsed (lapsing.py), that a withdrawal counts
whether or not the consent is known, that nobody is told against her last word, or a child's refusal of assent, that a
guardian's names the guardian, who is neither excluded nor of a family suspected of the trafficking, that a guardian's
for somebody of age, and a child's alone (age.py), are over at once, and that nobody takes one who planned or carried
out an operation of the case.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from casework import Sharing, open_task, own_event
from casework.consents import Word, is_last_word, sharing_with
from casework.roles import IMPORTER, SOCIAL_WORKER
from throughline.domain import Event, Fact, Field, Message, Rejected, before

from intake.case.age import is_of_age, may_be_child
from intake.case.codes import Assent, ConsentBy, Month, Purpose
from intake.case.exploitation import family_is_suspected
from intake.case.guardianship import appointed, is_excluded
from intake.case.lapsing import ConsentLapsed
from intake.case.state import Case, Consent, said_before

LOOK = "find_consent_withdrawn"
LOOK_WITHIN = timedelta(days=1)


class PurposeChoice(Message):
    """Yes or no to one purpose; sharing names the organisation: `share_with_partner:<org id>`."""

    purpose: Purpose
    given: bool


# Events. These names and fields are the storage format: never rename, add a V2.


class ConsentRecorded(Event):
    consent_id: UUID
    subject_id: UUID
    purposes: tuple[PurposeChoice, ...]
    by: ConsentBy
    guardian_ref: UUID | None = None
    assent: Assent | None = None
    withhold_from: tuple[UUID, ...] = ()
    expires_on: Month | None = None


class ConsentWithdrawn(Event):
    consent_id: UUID


# Commands


class RecordConsent(Fact, roles=frozenset({SOCIAL_WORKER, IMPORTER}), records=ConsentRecorded):
    """What the survivor, her guardian or a court agreed to. `consentId` is the new consent's, made where not given."""

    subject_id: UUID
    purposes: tuple[PurposeChoice, ...] = Field(min_length=1, max_length=50)
    by: ConsentBy
    guardian_ref: UUID | None = None
    assent: Assent | None = None
    withhold_from: tuple[UUID, ...] = Field(default=(), max_length=50)
    expires_on: Month | None = None


class RecordConsentWithdrawn(Fact, roles=frozenset({SOCIAL_WORKER, IMPORTER}), records=ConsentWithdrawn):
    """The consent named by `consentId` is taken back, from now on."""

    consent_id: UUID


# Rules


class GuardianNotNamed(Rejected):
    def __init__(self) -> None:
        super().__init__("this guardian's consent names no guardian; deposit who it is and give guardianRef")


class GuardianIsExcluded(Rejected):
    def __init__(self, guardian_ref: UUID) -> None:
        super().__init__(f"guardian {guardian_ref} is excluded and speaks for her no more; ask another, or a court")


class FamilyIsSuspected(Rejected):
    def __init__(self, subject_id: UUID) -> None:
        super().__init__(
            f"family of {subject_id} is suspected of trafficking her and consents to nothing for her; "
            "have the state or a court appoint a guardian and record that first"
        )


class TakenByOperationsTeam(Rejected):
    def __init__(self) -> None:
        super().__init__(
            "whoever planned or carried out an operation of this case takes no consent in it; have a colleague ask her"
        )


class ConsentAlreadyRecorded(Rejected):
    def __init__(self, consent_id: UUID) -> None:
        super().__init__(f"consent {consent_id} says something else; record what changed as a new consent")


# Decisions


def record_consent(case: Case, command: RecordConsent) -> list[Event]:
    consent_id = command.consent_id or command.id_for("consent")
    recorded = ConsentRecorded(consent_id=consent_id, **command.fields())
    known = case.consents.get(consent_id)
    if known and said_before(known.given, recorded, command.occurred_on):
        return []
    if known:
        raise ConsentAlreadyRecorded(consent_id)
    if command.by == "guardian" and command.guardian_ref is None:
        raise GuardianNotNamed()
    if command.guardian_ref and is_excluded(case, command.subject_id, command.guardian_ref):
        raise GuardianIsExcluded(command.guardian_ref)
    suspected = command.by == "guardian" and family_is_suspected(case, command.subject_id)
    if suspected and not appointed(case, command.subject_id):
        raise FamilyIsSuspected(command.subject_id)
    if command.actor.id in case.team:
        raise TakenByOperationsTeam()
    too_late = command.by == "guardian" and is_of_age(case, command.subject_id)
    return [recorded, ConsentLapsed(consent_id=consent_id, because="of_age")] if too_late else [recorded]


def record_consent_withdrawn(case: Case, command: RecordConsentWithdrawn, merged: Iterable[Case]) -> list[Event]:
    """Also of a consent that nobody has recorded here: it ends the one that is told later, or comes with a merged case.

    Unless it is recorded in one of the `merged` cases, somebody looks whether this is the consent that she meant.
    """
    consent_id = command.consent_id
    known = case.consents.get(consent_id)
    if known.ended if known else consent_id in case.withdrawn:
        return []
    withdrawn = ConsentWithdrawn(consent_id=consent_id)
    if known or any(consent_id in other.consents for other in merged):
        return [withdrawn]
    due_at, because = command.now + LOOK_WITHIN, (own_event(command, 0),)
    look = open_task(case.casework, command, LOOK, "social_worker", due_at, "urgent", because, [consent_id])
    return [withdrawn, *look]


def covers(case: Case, sharing: Sharing) -> bool:
    """Whether a consent lets one organisation know something for one purpose on that day."""
    consent = case.consents.get(sharing.consent_id)
    if consent is None or consent.subject_id != case.kept(sharing.subject_id):
        return False
    if consent.against_her_will or (consent.by_self and may_be_child(case, consent.subject_id)):
        return False
    if sharing.to_org_id in consent.withheld_from or before(sharing.on, consent.given_on):
        return False
    if consent.ended_on is not None and not before(sharing.on, consent.ended_on):
        return False
    if consent.expires_on is not None and str(sharing.on.at)[:7] > consent.expires_on:
        return False
    purposes = frozenset({sharing.purpose, sharing_with(sharing.to_org_id)})
    hers = (word(known) for known in case.consents.values() if known.subject_id == consent.subject_id)
    return is_last_word(word(consent), hers, purposes, sharing.on)


def word(consent: Consent) -> Word:
    withheld = frozenset(map(sharing_with, consent.withheld_from))
    return Word(consent.given_on, consent.purposes, consent.refused | withheld, consent.withdrawn_on)


# What the events change


def recorded(case: Case, event: ConsentRecorded) -> Case:
    consent = Consent(
        given=event,
        subject_id=case.kept(event.subject_id),
        purposes=frozenset(choice.purpose for choice in event.purposes if choice.given),
        withheld_from=frozenset(event.withhold_from),
        guardian_ref=event.guardian_ref,
        by_guardian=event.by == "guardian",
        by_self=event.by == "self",
        expires_on=event.expires_on,
        given_on=event.occurred_on,
        ended_on=case.withdrawn.get(event.consent_id),
        refused=frozenset(choice.purpose for choice in event.purposes if not choice.given),
        withdrawn_on=case.withdrawn.get(event.consent_id),
        against_her_will=event.assent == "refused",
    )
    return replace(case, consents={**case.consents, event.consent_id: consent})


def withdrawn(case: Case, event: ConsentWithdrawn) -> Case:
    if event.consent_id not in case.consents:
        return replace(case, withdrawn={**case.withdrawn, event.consent_id: event.occurred_on})
    consent = replace(case.consents[event.consent_id], ended_on=event.occurred_on, withdrawn_on=event.occurred_on)
    return replace(case, consents={**case.consents, event.consent_id: consent})
