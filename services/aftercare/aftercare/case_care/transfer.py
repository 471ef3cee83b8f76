"""Handing her care over to another office or organisation: proposed, then accepted or declined.

Guarantees that nobody is told of her without a consent that covers it or a legal basis, that an organisation that is
told stands on the report of who was told what, and that she is in our care until they accept; in the append of the
acceptance she leaves it.
"""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from casework.consents import sharing_with
from throughline.domain import Decision, Fact, Field, LegalBasis, OnStream, Rejected
from throughline.domain import Event as AnyEvent

from aftercare import streams
from aftercare.case_care.basis import CARE, covering, covers
from aftercare.case_care.disclosing import disclosed
from aftercare.case_care.enrolment import vital_interest_holds
from aftercare.case_care.state import CaseCare, Transfer
from aftercare.roles import RECORDERS, SUPERVISORS
from aftercare.rules import known_days
from aftercare.survivor.outcome import SurvivorExited
from aftercare.survivor.state import Survivor

OfficeId = Annotated[str, Field(pattern=r"^[A-Z]{3}-[A-Z]{3}$")]

# Events. These names and fields are the storage format: never rename, add a V2.


class CareTransferProposed(AnyEvent):
    survivor_id: UUID
    to_office_id: OfficeId | None = None
    to_org_id: UUID | None = None
    consent_id: UUID | None = None
    legal_basis: LegalBasis | None = None


class CareTransferAccepted(AnyEvent):
    survivor_id: UUID
    to_office_id: OfficeId | None = None
    to_org_id: UUID | None = None


class CareTransferDeclined(AnyEvent):
    survivor_id: UUID
    to_office_id: OfficeId | None = None
    to_org_id: UUID | None = None


# Commands


class ProposeCareTransfer(Decision, roles=SUPERVISORS):
    """To one office, or one organisation; on the consent or legal basis named, else on any consent that covers it."""

    survivor_id: UUID
    to_office_id: OfficeId | None = None
    to_org_id: UUID | None = None


class RecordCareTransferAccepted(Fact, roles=RECORDERS, records=CareTransferAccepted):
    survivor_id: UUID


class RecordCareTransferDeclined(Fact, roles=RECORDERS, records=CareTransferDeclined):
    survivor_id: UUID


# Rules


class OneReceiverWanted(Rejected):
    def __init__(self) -> None:
        super().__init__("care is transferred to one office or one organisation; name exactly one of them")


class NotInCareHere(Rejected):
    def __init__(self, survivor_id: UUID) -> None:
        super().__init__(f"{survivor_id} is not in care in this case; there is nothing to transfer")


class TransferPending(Rejected):
    def __init__(self, transfer: Transfer) -> None:
        where = transfer.to_office_id or transfer.to_org_id
        super().__init__(f"her transfer to {where} waits for their answer; record it first")


class NoBasisForTransfer(Rejected):
    def __init__(self) -> None:
        super().__init__("no consent of hers covers this transfer on that day and today; record one, or name a basis")


class NoTransferProposed(Rejected):
    def __init__(self, survivor_id: UUID) -> None:
        super().__init__(f"no transfer of {survivor_id} waits for an answer; propose one first")


def proposed(care: CaseCare, survivor_id: UUID) -> Transfer:
    if survivor_id not in care.transfers:
        raise NoTransferProposed(survivor_id)
    return care.transfers[survivor_id]


# Decisions


def propose(care: CaseCare, command: ProposeCareTransfer, survivor: Survivor) -> list[AnyEvent]:
    if (command.to_office_id is None) == (command.to_org_id is None):
        raise OneReceiverWanted
    if not survivor.in_care:
        raise NotInCareHere(command.survivor_id)
    pending = care.transfers.get(command.survivor_id)
    if pending == Transfer(command.to_office_id, command.to_org_id):
        return []
    if pending:
        raise TransferPending(pending)
    basis = command.legal_basis
    if basis == "vital_interest":
        vital_interest_holds(care.enrolled.get(command.survivor_id), command.now)
    consent_id = None if basis else covering_consent(care, command)
    if not (ground := basis or consent_id):
        raise NoBasisForTransfer
    event = CareTransferProposed(**command.fields(), consent_id=consent_id, legal_basis=basis)
    if command.to_org_id is None:
        return [event]
    return [event, disclosed(command, command.survivor_id, command.to_org_id, "care_transfer", ground)]


def covering_consent(care: CaseCare, command: ProposeCareTransfer) -> UUID | None:
    """The consent named, else the first in order of id, that covers what is asked on that day and today."""
    purposes = (CARE, *([sharing_with(command.to_org_id)] if command.to_org_id else []))
    days, named = known_days(command), command.consent_id
    if named:
        return named if covers(care, named, command.survivor_id, purposes, *days) else None
    return covering(care, command.survivor_id, purposes, *days)


def accept(care: CaseCare, command: RecordCareTransferAccepted, survivor: Survivor) -> list[AnyEvent | OnStream]:
    transfer = proposed(care, command.survivor_id)
    accepted = CareTransferAccepted(
        survivor_id=command.survivor_id, to_office_id=transfer.to_office_id, to_org_id=transfer.to_org_id
    )
    if not survivor.in_care:
        return [accepted]
    return [accepted, OnStream(streams.survivor(command.survivor_id), SurvivorExited(reason="transferred"))]


def decline(care: CaseCare, command: RecordCareTransferDeclined) -> list[AnyEvent]:
    transfer = proposed(care, command.survivor_id)
    return [
        CareTransferDeclined(
            survivor_id=command.survivor_id, to_office_id=transfer.to_office_id, to_org_id=transfer.to_org_id
        )
    ]


# What the events change


def transfer_proposed(care: CaseCare, event: CareTransferProposed) -> CaseCare:
    transfer = Transfer(event.to_office_id, event.to_org_id)
    return replace(care, transfers={**care.transfers, event.survivor_id: transfer})


def transfer_answered(care: CaseCare, event: CareTransferAccepted | CareTransferDeclined) -> CaseCare:
    waiting = {person: transfer for person, transfer in care.transfers.items() if person != event.survivor_id}
    return replace(care, transfers=waiting)
