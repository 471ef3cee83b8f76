"""Enrolment: from when somebody is in our care. By consent or a mandate by itself, on another basis by a named worker.

Guarantees that nobody is enrolled twice, nor after a refusal unless she asked for help since. Vital interest is decided
per person and carries for 72 hours: what is referred on it later needs consent or another basis (survivor/services.py).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from throughline.domain import Decision, LegalBasis, Moment, Rejected
from throughline.domain import Event as AnyEvent

from aftercare import roles
from aftercare.case_care.state import CaseCare, Enrolment
from aftercare.rules import part_is_open

VITAL_INTEREST_HOLDS = timedelta(hours=72)

# Events. These names and fields are the storage format: never rename, add a V2.


class SurvivorEnrolled(AnyEvent):
    survivor_id: UUID
    consent_id: UUID | None = None
    legal_basis: LegalBasis | None = None


# Commands


class EnrolOnLegalBasis(Decision, roles=roles.GUARDS):
    """A named worker's decision for one person, on the legal basis that stands on the command."""

    victim_id: UUID
    legal_basis: LegalBasis


# Rules


class UnknownVictim(Rejected):
    def __init__(self, victim: UUID) -> None:
        super().__init__(f"{victim} is not known in this case; record the victim in intake first")


class AssistanceDeclined(Rejected):
    def __init__(self, victim: UUID) -> None:
        super().__init__(f"{victim} declined assistance and has not asked for it since; her request comes first")


def basis_for(care: CaseCare, victim_id: UUID, at: Moment) -> SurvivorEnrolled | None:
    """The enrolment that is due, if one is: she is here or asked, did not refuse since, and there is a basis."""
    victim = care.victims.get(victim_id)
    if victim is None or victim_id in care.enrolled or not victim.wants_care:
        return None
    consents = sorted(
        consent_id
        for consent_id, consent in care.consents.items()
        if consent.subject_id == victim_id and consent.gives("service_delivery") and consent.in_force(at)
    )
    if consents:
        return SurvivorEnrolled(survivor_id=victim_id, consent_id=consents[0])
    return SurvivorEnrolled(survivor_id=victim_id, legal_basis=victim.legal_basis) if victim.legal_basis else None


def vital_interest_ended(enrolment: Enrolment | None, at: datetime) -> bool:
    return enrolment is None or at > enrolment.enrolled_at + VITAL_INTEREST_HOLDS


# Decisions


def enrol_on_legal_basis(care: CaseCare, command: EnrolOnLegalBasis) -> list[AnyEvent]:
    victim = care.victims.get(command.victim_id)
    if victim is None:
        raise UnknownVictim(command.victim_id)
    if command.victim_id in care.enrolled:
        return []
    part_is_open(care.closed)
    if victim.declined:
        raise AssistanceDeclined(command.victim_id)
    return [SurvivorEnrolled(survivor_id=command.victim_id, legal_basis=command.legal_basis)]


# What the events change


def survivor_enrolled(care: CaseCare, event: SurvivorEnrolled) -> CaseCare:
    enrolment = Enrolment(event.consent_id, event.legal_basis, event.metadata.recorded_at)
    return replace(care, enrolled={**care.enrolled, event.survivor_id: enrolment})
