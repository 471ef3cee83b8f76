"""What a victim is entitled to, whatever becomes of the trial: status papers, money of a scheme, counsel of her own.

Guarantees that what was received belongs to a known entitlement, in its currency, and that nobody is given counsel
without a consent of hers that covers legal proceedings on that day.
"""

from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Decision, Fact, Moment, Rejected
from throughline.domain import Event as AnyEvent

from legal.codes import Amount, Code, Currency
from legal.days import may_be_one
from legal.docket.consents import covers
from legal.docket.state import Docket, Entitlement
from legal.roles import MANDATORS, RECORDERS

Kind = Literal["release_certificate", "residence", "reflection_period"]

# Events. These names and fields are the storage format: never rename, add a V2.


class OfficialStatusIssued(AnyEvent):
    victim_id: UUID
    kind: Kind
    authority_org_id: UUID
    until: Moment | None = None


class EntitlementGranted(AnyEvent):
    entitlement_id: UUID
    victim_id: UUID
    scheme: Code
    amount: Amount
    currency: Currency


class EntitlementReceived(AnyEvent):
    entitlement_id: UUID
    amount: Amount
    currency: Currency


class CounselMandated(AnyEvent):
    victim_id: UUID
    lawyer_id: UUID
    consent_id: UUID


# Commands


class RecordOfficialStatus(Fact, roles=RECORDERS, records=OfficialStatusIssued):
    victim_id: UUID
    kind: Kind
    authority_org_id: UUID
    until: Moment | None = None


class RecordEntitlementGranted(Fact, roles=RECORDERS, records=EntitlementGranted):
    entitlement_id: UUID
    victim_id: UUID
    scheme: Code
    amount: Amount
    currency: Currency


class RecordEntitlementReceived(Fact, roles=RECORDERS, records=EntitlementReceived):
    entitlement_id: UUID
    amount: Amount
    currency: Currency


class MandateCounsel(Decision, roles=MANDATORS):
    """Names the consent in `consentId`."""

    victim_id: UUID
    lawyer_id: UUID


Event = OfficialStatusIssued | EntitlementGranted | EntitlementReceived | CounselMandated
Command = RecordOfficialStatus | RecordEntitlementGranted | RecordEntitlementReceived | MandateCounsel

# Rules


class UnknownEntitlement(Rejected):
    def __init__(self, entitlement_id: UUID) -> None:
        super().__init__(f"entitlement {entitlement_id} is not known in this case; record its grant first")


class EntitlementKnownOtherwise(Rejected):
    def __init__(self, entitlement_id: UUID) -> None:
        super().__init__(f"entitlement {entitlement_id} is known with other content; a changed one is a new one")


class PaymentKnown(Rejected):
    def __init__(self, entitlement_id: UUID, entitlement: Entitlement) -> None:
        super().__init__(
            f"this payment on entitlement {entitlement_id} is known, and a second one would exceed the "
            f"{entitlement.amount} granted; accept it if it came twice"
        )


class NoConsentToCounsel(Rejected):
    def __init__(self, victim_id: UUID) -> None:
        super().__init__(f"no consent of {victim_id} to legal proceedings is in force; name the one she gave")


# Decisions


def decide(docket: Docket, command: Command) -> list[AnyEvent]:
    match command:
        case RecordOfficialStatus():
            said = OfficialStatusIssued(**command.fields())
            return [] if paper(said, command.moment) in docket.papers else [said]
        case RecordEntitlementGranted():
            return granted(docket, command)
        case RecordEntitlementReceived():
            return received(docket, command)
        case MandateCounsel():
            return mandate(docket, command)
        case other:
            assert_never(other)


def granted(docket: Docket, command: RecordEntitlementGranted) -> list[AnyEvent]:
    known = docket.entitlements.get(command.entitlement_id)
    if known is None:
        return [EntitlementGranted(**command.fields())]
    if (known.victim_id, known.amount, known.currency) != (command.victim_id, command.amount, command.currency):
        raise EntitlementKnownOtherwise(command.entitlement_id)
    return []


def received(docket: Docket, command: RecordEntitlementReceived) -> list[AnyEvent]:
    known = docket.entitlements.get(command.entitlement_id)
    if known is None:
        raise UnknownEntitlement(command.entitlement_id)
    if known.currency != command.currency:
        raise EntitlementKnownOtherwise(command.entitlement_id)
    told = any(amount == command.amount and may_be_one(on, command.moment) for amount, on in known.received)
    if told and known.paid + command.amount > known.amount:
        raise PaymentKnown(command.entitlement_id, known)
    return [EntitlementReceived(**command.fields())]


def mandate(docket: Docket, command: MandateCounsel) -> list[AnyEvent]:
    consent_id = command.consent_id
    if consent_id is None or not covers(docket, consent_id, command.victim_id, {"legal_proceedings"}, command.moment):
        raise NoConsentToCounsel(command.victim_id)
    if (command.victim_id, command.lawyer_id, consent_id) in docket.counsel:
        return []
    return [CounselMandated(**command.fields(), consent_id=consent_id)]


def paper(said: OfficialStatusIssued, on: Moment) -> tuple[str, ...]:
    return tuple(map(str, (said.victim_id, said.kind, said.authority_org_id, said.until, on)))


# What the events change


def evolve(docket: Docket, event: Event) -> Docket:
    match event:
        case OfficialStatusIssued():
            return replace(docket, papers=docket.papers | {paper(event, event.occurred_on)})
        case EntitlementGranted():
            entitlement = Entitlement(event.victim_id, event.amount, event.currency)
        case EntitlementReceived():
            known = docket.entitlements[event.entitlement_id]
            entitlement = replace(known, received=(*known.received, (event.amount, event.occurred_on)))
        case CounselMandated():
            mandated = (event.victim_id, event.lawyer_id, event.consent_id)
            return replace(docket, counsel=docket.counsel | {mandated})
        case other:
            assert_never(other)
    return replace(docket, entitlements={**docket.entitlements, event.entitlement_id: entitlement})
