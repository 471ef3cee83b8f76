"""Handing her care to another office or organisation: on her consent or a legal basis, and in care until accepted."""

from typing import ClassVar
from uuid import UUID, uuid5

from aftercare import case_care, streams
from aftercare.case_care.consent import ConsentNoted
from aftercare.case_care.enrolment import SurvivorEnrolled, VitalInterestEnded
from aftercare.case_care.people import CareOpened
from aftercare.case_care.transfer import (
    CareTransferAccepted,
    CareTransferDeclined,
    CareTransferProposed,
    NoBasisForTransfer,
    NoTransferProposed,
    OneReceiverWanted,
    ProposeCareTransfer,
    RecordCareTransferAccepted,
    RecordCareTransferDeclined,
    TransferPending,
)
from aftercare.codes import PurposeGiven
from aftercare.survivor.outcome import SurvivorExited
from aftercare.survivor.state import Survivor
from casework import DataDisclosed
from casework.consents import sharing_with
from throughline.domain import OnStream
from throughline.testing.given import CASE, NAMESPACE, scenario

of_case = scenario(case_care.AGGREGATE)
WOMAN, ORG, CONSENT = (uuid5(NAMESPACE, name) for name in ("woman", "org", "consent"))


class WhenHerCareIsTransferred:
    propose = ProposeCareTransfer(case_id=CASE, survivor_id=WOMAN, to_org_id=ORG)
    purposes = tuple(PurposeGiven(purpose=p, given=True) for p in ("service_delivery", sharing_with(ORG)))
    consent = ConsentNoted(consent_id=CONSENT, subject_id=WOMAN, purposes=purposes)
    base = (CareOpened(), SurvivorEnrolled(survivor_id=WOMAN, consent_id=CONSENT))
    proposed = CareTransferProposed(survivor_id=WOMAN, to_org_id=ORG, consent_id=CONSENT)
    told = (CareTransferProposed, DataDisclosed)
    seen: ClassVar[dict[UUID, object]] = {WOMAN: Survivor(started=True)}

    def test_nobody_is_told_without_a_consent_or_basis(self) -> None:
        of_case(*self.base).seeing(self.seen).when(self.propose).rejects(NoBasisForTransfer)
        event, _ = of_case(*self.base, self.consent).seeing(self.seen).when(self.propose).emits(*self.told)
        assert event == self.proposed
        on_basis = self.propose.model_copy(update={"legal_basis": "legal_obligation"})
        of_case(*self.base).seeing(self.seen).when(on_basis).emits(*self.told)

    def test_an_organisation_stands_on_the_report_of_who_was_told_and_another_office_of_ours_does_not(self) -> None:
        known = of_case(*self.base, self.consent).seeing(self.seen)
        _, told = known.when(self.propose).emits(*self.told)
        assert (told.subject_ids, told.to_org_id, told.consent_id) == ((WOMAN,), ORG, CONSENT)
        known.when(self.propose.model_copy(update={"to_org_id": None, "to_office_id": "PHL-CEB"})).emits(
            CareTransferProposed
        )

    def test_vital_interest_tells_nobody_of_her_after_72_hours(self) -> None:
        vital = self.propose.model_copy(update={"legal_basis": "vital_interest"})
        known = of_case(*self.base).seeing(self.seen)
        known.later(hours=71).when(vital).emits(*self.told)
        known.later(hours=73).when(vital).rejects(VitalInterestEnded)

    def test_there_is_one_receiver_at_a_time(self) -> None:
        nobody = self.propose.model_copy(update={"to_org_id": None})
        of_case(*self.base).seeing(self.seen).when(nobody).rejects(OneReceiverWanted)
        other = self.propose.model_copy(update={"to_org_id": None, "to_office_id": "PHL-CEB"})
        known = of_case(*self.base, self.consent, self.proposed).seeing(self.seen)
        known.when(other).rejects(TransferPending)
        known.when(self.propose).nothing()

    def test_she_is_in_care_until_they_accept(self) -> None:
        accept = RecordCareTransferAccepted(case_id=CASE, survivor_id=WOMAN)
        decline = RecordCareTransferDeclined(case_id=CASE, survivor_id=WOMAN)
        known = of_case(*self.base, self.consent, self.proposed)
        left = OnStream(streams.survivor(WOMAN), SurvivorExited(reason="transferred"))
        known.seeing(self.seen).when(accept).then(CareTransferAccepted(survivor_id=WOMAN, to_org_id=ORG), left)
        known.when(decline).then(CareTransferDeclined(survivor_id=WOMAN, to_org_id=ORG))
        of_case(*self.base).when(accept).holds(NoTransferProposed)
