"""Enrolment: from when somebody is in our care. By consent or a mandate by itself, on another basis by a named worker.

Guarantees that nobody in care is enrolled twice on one basis, and that who left care comes back when she asks. Nobody
is enrolled after a refusal unless she asked for help since; where she may be a child, a person decides. Vital interest
is decided per person and carries for 72 hours: whoever is told of her after that is told on consent or another basis
(transfer.py, survivor/services.py).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from throughline.domain import Decision, LegalBasis, Moment, Rejected, Seen
from throughline.domain import Event as AnyEvent

from aftercare.case_care.basis import CARE, in_force, refuses_care
from aftercare.case_care.people import MANDATES, comes_anew
from aftercare.case_care.state import CaseCare, Enrolment
from aftercare.roles import GUARDS
from aftercare.survivor.state import elsewhere, here

VITAL_INTEREST_HOLDS = timedelta(hours=72)
BASES: tuple[LegalBasis, ...] = ("vital_interest", *MANDATES)

# Events. These names and fields are the storage format: never rename, add a V2.


class SurvivorEnrolled(AnyEvent):
    survivor_id: UUID
    consent_id: UUID | None = None
    legal_basis: LegalBasis | None = None


# Commands


class EnrolOnLegalBasis(Decision, roles=GUARDS):
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


class CareRefused(Rejected):
    def __init__(self, victim: UUID) -> None:
        super().__init__(
            f"{victim} said no to care and neither agreed nor asked for help since; what she says now comes first"
        )


class NoBasisForCare(Rejected):
    def __init__(self, basis: LegalBasis) -> None:
        super().__init__(f"{basis} is no basis for care; name {', '.join(BASES)}, or record her consent in intake")


class NobodyHandedHerOver(Rejected):
    def __init__(self, victim: UUID) -> None:
        super().__init__(
            f"{victim} was not brought to safety, does not ask, and is held no victim; record in intake what brings her"
        )


class CaredForElsewhere(Rejected):
    def __init__(self, victim: UUID) -> None:
        super().__init__(f"the care of {victim} began under another case and goes on there; agree with its director")


class VitalInterestNamedBefore(Rejected):
    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"vital interest was named for her before and holds until {until:%Y-%m-%d %H:%M} UTC; after it her "
            "consent, another basis, or her refusal"
        )


class VitalInterestEnded(Rejected):
    def __init__(self) -> None:
        super().__init__("vital interest holds for 72 hours from enrolment; record consent or name another basis")


class CareEndedBefore(Rejected):
    def __init__(self, victim: UUID) -> None:
        super().__init__(f"care of {victim} has ended, and she neither came nor asked since; her request comes first")


def basis_for(care: CaseCare, seen: Seen, victim_id: UUID, at: Moment) -> SurvivorEnrolled | None:
    """The enrolment that is due, if one is: she is here or asked, did not refuse since, and there is a basis.

    Who left care is enrolled again when she comes anew; whom another case cares for, or has cared for, not here.
    """
    victim = care.victims.get(victim_id)
    if victim is None or not victim.wants_care or elsewhere(seen, victim_id):
        return None
    if victim_id in care.enrolled and not comes_anew(victim, here(seen, victim_id)):
        return None
    if victim_id not in care.enrolled and care.enrolled.keys() & set(care.ids_of(victim_id)):
        return None
    if consent_id := in_force(care, victim_id, CARE, at):
        return SurvivorEnrolled(survivor_id=victim_id, consent_id=consent_id)
    if victim.legal_basis is None or refuses_care(care, victim_id, at):
        return None
    return SurvivorEnrolled(survivor_id=victim_id, legal_basis=victim.legal_basis)


def vital_interest_ended(enrolment: Enrolment | None, at: datetime) -> bool:
    return enrolment is None or at > enrolment.enrolled_at + VITAL_INTEREST_HOLDS


def vital_interest_holds(enrolment: Enrolment | None, at: datetime) -> None:
    """Raises where it is named for telling somebody of her, and no emergency is any more."""
    if vital_interest_ended(enrolment, at):
        raise VitalInterestEnded


# Decisions


def enrol_on_legal_basis(care: CaseCare, command: EnrolOnLegalBasis, seen: Seen) -> list[AnyEvent]:
    """Also into a closed part, which it reopens; and on a better basis than the vital interest she is in care on."""
    victim_id, basis = command.victim_id, command.legal_basis
    survivor = here(seen, victim_id)
    victim = care.victims.get(victim_id)
    if victim is None:
        raise UnknownVictim(victim_id)
    if basis not in BASES:
        raise NoBasisForCare(basis)
    if victim.declined:
        raise AssistanceDeclined(victim_id)
    if elsewhere(seen, victim_id):
        raise CaredForElsewhere(victim_id)
    enrolled = care.enrolled.get(victim_id)
    if enrolled and survivor.ended and not comes_anew(victim, survivor):
        raise CareEndedBefore(victim_id)
    if enrolled and not survivor.ended:
        return on_better_basis(care, command, enrolled)
    if not victim.may_be_child and refuses_care(care, victim_id, Moment(command.now)):
        raise CareRefused(victim_id)
    if basis != "vital_interest" and not victim.handed_over:
        raise NobodyHandedHerOver(victim_id)
    return [SurvivorEnrolled(survivor_id=victim_id, legal_basis=basis)]


def on_better_basis(care: CaseCare, command: EnrolOnLegalBasis, known: Enrolment) -> list[AnyEvent]:
    """She is in care: vital interest, which ends by itself, wants another basis, and so does a consent that ended."""
    if known.legal_basis in MANDATES or in_force(care, command.victim_id, CARE, Moment(command.now)):
        return []
    if command.legal_basis != "vital_interest" or known.legal_basis is None:
        return [SurvivorEnrolled(survivor_id=command.victim_id, legal_basis=command.legal_basis)]
    if vital_interest_ended(known, command.now):
        raise VitalInterestNamedBefore(known.enrolled_at + VITAL_INTEREST_HOLDS)
    return []


# What the events change


def survivor_enrolled(care: CaseCare, event: SurvivorEnrolled) -> CaseCare:
    enrolment = Enrolment(event.consent_id, event.legal_basis, event.metadata.recorded_at)
    return replace(care, enrolled={**care.enrolled, event.survivor_id: enrolment})
