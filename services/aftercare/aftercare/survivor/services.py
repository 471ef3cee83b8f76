"""Services she is referred to, and what came of each.

Guarantees that no organisation is told of her without a consent of hers that covers it on that day, or a legal basis,
and that each one told is on the report of who was told what. What an organisation or she herself did is recorded
whatever we knew: a delivery of an unknown service is held.
"""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from casework.consents import sharing_with
from throughline.domain import Decision, Fact, Field, LegalBasis, OnStream, Rejected, Sealed
from throughline.domain import Event as AnyEvent

from aftercare import streams
from aftercare.case_care.basis import CARE, covering, covers
from aftercare.case_care.disclosing import disclosed
from aftercare.case_care.enrolment import vital_interest_holds
from aftercare.case_care.state import CaseCare
from aftercare.codes import ServiceType
from aftercare.roles import CARERS, RECORDERS
from aftercare.rules import known_days
from aftercare.survivor.state import Service, ServiceStage, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class ServiceReferred(AnyEvent):
    service_id: UUID
    survivor_id: UUID
    type: Sealed
    org_id: UUID
    consent_id: UUID | None = None
    legal_basis: LegalBasis | None = None

    sealed_for = "survivor_id"


class ServiceAccepted(AnyEvent):
    service_id: UUID


class ServiceRejected(AnyEvent):
    service_id: UUID


class ServiceDeclinedBySurvivor(AnyEvent):
    service_id: UUID


class ServiceDelivered(AnyEvent):
    service_id: UUID
    units: int


class ServiceEnded(AnyEvent):
    service_id: UUID


# Commands


class ReferService(Decision, roles=CARERS, seals=frozenset({"type"}), sealed_for="survivor_id"):
    """On the legal basis or the consent named; where none is, on any consent of hers that covers it."""

    survivor_id: UUID
    type: ServiceType
    org_id: UUID


class RecordServiceAccepted(Fact, roles=RECORDERS, records=ServiceAccepted):
    survivor_id: UUID
    service_id: UUID


class RecordServiceRejected(Fact, roles=RECORDERS, records=ServiceRejected):
    survivor_id: UUID
    service_id: UUID


class RecordServiceDeclined(Fact, roles=RECORDERS, records=ServiceDeclinedBySurvivor):
    survivor_id: UUID
    service_id: UUID


class RecordServiceDelivered(Fact, roles=RECORDERS, records=ServiceDelivered):
    survivor_id: UUID
    service_id: UUID
    units: Annotated[int, Field(ge=1, le=10_000)] = 1


class RecordServiceEnded(Fact, roles=RECORDERS, records=ServiceEnded):
    survivor_id: UUID
    service_id: UUID


# Rules


class NoBasisForReferral(Rejected):
    def __init__(self, org_id: UUID) -> None:
        super().__init__(
            f"no consent of hers to service_delivery and share_with_partner:{org_id} is valid on that day and today; "
            "record one, or name a legal basis"
        )


class UnknownService(Rejected):
    def __init__(self, service_id: UUID) -> None:
        super().__init__(f"service {service_id} was never referred; record the referral first")


class ServiceNotOpen(Rejected):
    def __init__(self, service_id: UUID, stage: str) -> None:
        super().__init__(f"service {service_id} is {stage}; refer her anew")


def covering_consent(care: CaseCare, command: ReferService) -> UUID | None:
    """The consent named, else the first in order of id, that covers organisation and purpose that day and today."""
    told_of = (CARE, sharing_with(command.org_id))
    days = known_days(command)
    if command.consent_id is None:
        return covering(care, command.survivor_id, told_of, *days)
    return command.consent_id if covers(care, command.consent_id, command.survivor_id, told_of, *days) else None


# Decisions


def refer(survivor: Survivor, command: ReferService, care: CaseCare) -> list[AnyEvent | OnStream]:
    kind = command.sealed("type")
    if any((s.mark, s.org_id) == (kind.mark, command.org_id) and is_open(s) for s in survivor.services.values()):
        return []
    basis = command.legal_basis
    if basis == "vital_interest":
        vital_interest_holds(care.enrolled.get(command.survivor_id), command.now)
    consent_id = None if basis else covering_consent(care, command)
    if not (ground := basis or consent_id):
        raise NoBasisForReferral(command.org_id)
    referred = ServiceReferred(
        service_id=command.id_for("service"),
        type=kind,
        consent_id=consent_id,
        legal_basis=basis,
        **command.fields("type"),
    )
    told = disclosed(command, command.survivor_id, command.org_id, "service_referral", ground)
    return [referred, OnStream(streams.care_of(command.case_id), told)]


def accepted(survivor: Survivor, command: RecordServiceAccepted) -> list[AnyEvent]:
    service = open_service(survivor, command.service_id)
    return [] if service.stage == "accepted" else [ServiceAccepted(service_id=command.service_id)]


def rejected(survivor: Survivor, command: RecordServiceRejected) -> list[AnyEvent]:
    if known(survivor, command.service_id).stage == "rejected":
        return []
    open_service(survivor, command.service_id)
    return [ServiceRejected(service_id=command.service_id)]


def declined(survivor: Survivor, command: RecordServiceDeclined) -> list[AnyEvent]:
    if known(survivor, command.service_id).stage == "declined":
        return []
    open_service(survivor, command.service_id)
    return [ServiceDeclinedBySurvivor(service_id=command.service_id)]


def delivered(survivor: Survivor, command: RecordServiceDelivered) -> list[AnyEvent]:
    if (command.moment, command.units) in known(survivor, command.service_id).delivered:
        return []
    open_service(survivor, command.service_id)
    return [ServiceDelivered(service_id=command.service_id, units=command.units)]


def ended(survivor: Survivor, command: RecordServiceEnded) -> list[AnyEvent]:
    if known(survivor, command.service_id).stage == "ended":
        return []
    open_service(survivor, command.service_id)
    return [ServiceEnded(service_id=command.service_id)]


def known(survivor: Survivor, service_id: UUID) -> Service:
    if service_id not in survivor.services:
        raise UnknownService(service_id)
    return survivor.services[service_id]


def open_service(survivor: Survivor, service_id: UUID) -> Service:
    service = known(survivor, service_id)
    if not is_open(service):
        raise ServiceNotOpen(service_id, service.stage)
    return service


def is_open(service: Service) -> bool:
    return service.stage in ("referred", "accepted")


# What the events change


def service_referred(survivor: Survivor, event: ServiceReferred) -> Survivor:
    return with_service(survivor, event.service_id, Service(event.type.mark, event.org_id))


def service_moved(survivor: Survivor, service_id: UUID, stage: ServiceStage) -> Survivor:
    return with_service(survivor, service_id, replace(survivor.services[service_id], stage=stage))


def service_delivered(survivor: Survivor, event: ServiceDelivered) -> Survivor:
    service = survivor.services[event.service_id]
    given = service.delivered | {(event.occurred_on, event.units)}
    return with_service(survivor, event.service_id, replace(service, delivered=given))


def with_service(survivor: Survivor, service_id: UUID, service: Service) -> Survivor:
    return replace(survivor, services={**survivor.services, service_id: service})
