"""The ledger of consents: who agreed to which purposes, through whom, and what was withdrawn.

Guarantees that a recorded consent is never changed, only withdrawn, and that a guardian's names the guardian. No
investigator takes or withdraws one: no role of theirs is on these commands. Expiry is not decided here.
"""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Event, Fact, Field, Message, Rejected

from intake.case.codes import Assent, ConsentBy, Month, Purpose
from intake.case.state import Case, Consent, said_before
from intake.roles import IMPORTER, SOCIAL_WORKER


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
        super().__init__("a guardian's consent names the guardian: deposit who it is and give guardianRef")


class ConsentAlreadyRecorded(Rejected):
    def __init__(self, consent_id: UUID) -> None:
        super().__init__(f"consent {consent_id} says something else; record what changed as a new consent")


class ConsentUnknown(Rejected):
    def __init__(self, consent_id: UUID) -> None:
        super().__init__(f"no consent {consent_id} is recorded in this case; record it first")


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
    return [recorded]


def record_consent_withdrawn(case: Case, command: RecordConsentWithdrawn) -> list[Event]:
    known = case.consents.get(command.consent_id)
    if known is None:
        raise ConsentUnknown(command.consent_id)
    return [] if known.withdrawn else [ConsentWithdrawn(consent_id=command.consent_id)]


# What the events change


def recorded(case: Case, event: ConsentRecorded) -> Case:
    return replace(case, consents={**case.consents, event.consent_id: Consent(event)})


def withdrawn(case: Case, event: ConsentWithdrawn) -> Case:
    consent = replace(case.consents[event.consent_id], withdrawn=True)
    return replace(case, consents={**case.consents, event.consent_id: consent})
