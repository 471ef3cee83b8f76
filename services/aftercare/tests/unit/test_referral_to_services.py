"""Services: nobody is told of her without consent that covers it on that day, or a legal basis."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from aftercare import definitions, streams, survivor
from aftercare.case_care.enrolment import VitalInterestEnded
from aftercare.case_care.state import CaseCare, Consent, Enrolment
from aftercare.survivor.care import CareStarted
from aftercare.survivor.services import (
    NoBasisForReferral,
    RecordServiceAccepted,
    RecordServiceDeclined,
    RecordServiceDelivered,
    RecordServiceEnded,
    RecordServiceRejected,
    ReferService,
    ServiceAccepted,
    ServiceDeclinedBySurvivor,
    ServiceDelivered,
    ServiceEnded,
    ServiceNotOpen,
    ServiceReferred,
    ServiceRejected,
    UnknownService,
)
from casework import DataDisclosed
from hypothesis import given as generated
from hypothesis import strategies as st
from throughline.domain import Event, Fact, Moment, OnStream, Rejected, Sealed
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario

given = scenario(survivor.aggregate(definitions.policy(), definitions.instruments()))

WOMAN, ORG, OTHER_ORG, CONSENT, SERVICE = (
    uuid5(NAMESPACE, name) for name in ("woman", "org", "other org", "consent", "service")
)
CARE = streams.care_of(CASE).stream_id
LAST_WEEK = Moment(NOW - timedelta(days=5))
FOR_ORG = frozenset({("service_delivery", True), (f"share_with_partner:{ORG}", True)})

started = CareStarted()
refer = ReferService(case_id=CASE, survivor_id=WOMAN, type="psychosocial", org_id=ORG)
referred = ServiceReferred(
    service_id=SERVICE, survivor_id=WOMAN, type=Sealed.of("psychosocial"), org_id=ORG, consent_id=CONSENT
)


def consented(
    *,
    subject: UUID = WOMAN,
    purposes: frozenset[tuple[str, bool]] = FOR_ORG,
    given_on: Moment | None = LAST_WEEK,
    expires_on: str | None = None,
    withdrawn_on: Moment | None = None,
) -> dict[UUID, CaseCare]:
    consent = Consent(subject, purposes, given_on, expires_on, withdrawn_on)
    return {CARE: CaseCare(opened=True, consents={CONSENT: consent})}


def enrolled(hours_ago: float) -> dict[UUID, CaseCare]:
    enrolment = Enrolment(None, "vital_interest", NOW - timedelta(hours=hours_ago))
    return {CARE: CaseCare(opened=True, enrolled={WOMAN: enrolment})}


class WhenSheConsented:
    def test_the_referral_cites_the_consent_that_covers_it(self) -> None:
        event, _ = given(started).seeing(consented()).when(refer).emits(ServiceReferred, DataDisclosed)
        assert (event.consent_id, event.legal_basis) == (CONSENT, None)

    def test_the_same_referral_again_is_nothing_new(self) -> None:
        before, _ = given(started).seeing(consented()).when(refer).emits(ServiceReferred, DataDisclosed)
        given(started, before).seeing(consented()).when(refer).nothing()

    def test_another_service_of_the_same_organisation_is_another_referral(self) -> None:
        before, _ = given(started).seeing(consented()).when(refer).emits(ServiceReferred, DataDisclosed)
        other = refer.model_copy(update={"type": "education"})
        given(started, before).seeing(consented()).when(other).emits(ServiceReferred, DataDisclosed)

    @pytest.mark.parametrize(
        "seen",
        [
            consented(subject=ORG),
            consented(purposes=frozenset({("service_delivery", True)})),
            consented(purposes=frozenset({(f"share_with_partner:{ORG}", True)})),
            consented(purposes=frozenset({("service_delivery", False), (f"share_with_partner:{ORG}", True)})),
            consented(purposes=frozenset({("service_delivery", True), (f"share_with_partner:{OTHER_ORG}", True)})),
            consented(given_on=None),
            consented(given_on=Moment(NOW + timedelta(days=3))),
            consented(expires_on="2026-05"),
            consented(withdrawn_on=Moment(NOW - timedelta(days=1))),
            {},
        ],
        ids=["hers", "org", "purpose", "refused", "other org", "unheard of", "not yet", "expired", "withdrawn", "none"],
    )
    def test_it_has_to_be_hers_and_to_cover_organisation_purpose_and_day(self, seen: dict[UUID, CaseCare]) -> None:
        given(started).seeing(seen).when(refer).rejects(NoBasisForReferral)
        given(started).seeing(seen).when(refer.model_copy(update={"consent_id": CONSENT})).rejects(NoBasisForReferral)

    def test_no_date_of_before_the_withdrawal_makes_a_referral_good(self) -> None:
        seen = consented(withdrawn_on=Moment(NOW - timedelta(days=1)))
        before = refer.model_copy(update={"occurred_on": Moment(NOW - timedelta(days=2))})
        given(started).seeing(seen).when(before).rejects(NoBasisForReferral)

    def test_the_organisation_stands_on_the_report_of_who_was_told_in_the_same_append(self) -> None:
        outcome = given(started).seeing(consented()).when(refer)
        _, told = outcome.emits(ServiceReferred, DataDisclosed)
        assert [item.stream for item in outcome.decided or [] if isinstance(item, OnStream)] == [streams.care_of(CASE)]
        assert (told.subject_ids, told.to_org_id) == ((WOMAN,), ORG)
        assert (told.consent_id, told.legal_basis) == (CONSENT, None)


class WhenALegalBasisIsNamed:
    def test_no_consent_is_needed(self) -> None:
        mandate = refer.model_copy(update={"legal_basis": "public_mandate"})
        event, _ = given(started).when(mandate).emits(ServiceReferred, DataDisclosed)
        assert (event.consent_id, event.legal_basis) == (None, "public_mandate")

    def test_vital_interest_holds_for_72_hours(self) -> None:
        vital = refer.model_copy(update={"legal_basis": "vital_interest"})
        given(started).seeing(enrolled(71)).when(vital).emits(ServiceReferred, DataDisclosed)
        given(started).seeing(enrolled(73)).when(vital).rejects(VitalInterestEnded)


ACCEPTED = RecordServiceAccepted(case_id=CASE, survivor_id=WOMAN, service_id=SERVICE)
REJECTED = RecordServiceRejected(case_id=CASE, survivor_id=WOMAN, service_id=SERVICE)
DECLINED = RecordServiceDeclined(case_id=CASE, survivor_id=WOMAN, service_id=SERVICE)
DELIVERED = RecordServiceDelivered(case_id=CASE, survivor_id=WOMAN, service_id=SERVICE, units=2)
ENDED = RecordServiceEnded(case_id=CASE, survivor_id=WOMAN, service_id=SERVICE)
ANSWERS: list[tuple[Fact, Event]] = [
    (ACCEPTED, ServiceAccepted(service_id=SERVICE)),
    (REJECTED, ServiceRejected(service_id=SERVICE)),
    (DECLINED, ServiceDeclinedBySurvivor(service_id=SERVICE)),
    (DELIVERED, ServiceDelivered(service_id=SERVICE, units=2)),
    (ENDED, ServiceEnded(service_id=SERVICE)),
]


class WhenReferred:
    @pytest.mark.parametrize(("fact", "event"), ANSWERS)
    def test_what_came_of_it_is_recorded_once(self, fact: Fact, event: Event) -> None:
        given(started, referred).when(fact).then(event)
        given(started, referred, event).when(fact).nothing()

    @pytest.mark.parametrize(("fact", "event"), ANSWERS)
    def test_of_an_unknown_service_it_is_held(self, fact: Fact, event: Event) -> None:
        given(started).when(fact).holds(UnknownService)

    @pytest.mark.parametrize("over", [REJECTED, DECLINED, ENDED])
    def test_after_its_end_it_is_held(self, over: Fact) -> None:
        ends = dict((id(fact), event) for fact, event in ANSWERS)[id(over)]
        for fact, _ in ANSWERS:
            if fact is not over:
                given(started, referred, ends).when(fact).holds(ServiceNotOpen)

    def test_each_delivery_counts(self) -> None:
        first = ServiceDelivered(service_id=SERVICE, units=2).on(Moment(NOW - timedelta(days=1)))
        given(started, referred, first).when(DELIVERED).emits(ServiceDelivered)


PURPOSES = st.frozensets(
    st.tuples(st.sampled_from(["service_delivery", f"share_with_partner:{ORG}", "media"]), st.booleans())
)
DAYS = st.integers(-20, 20).map(lambda day: Moment(NOW + timedelta(days=day)))


@generated(PURPOSES, st.none() | DAYS, st.none() | DAYS, st.sampled_from([None, "2026-05", "2026-06"]), DAYS)
def test_no_referral_without_a_basis_valid_on_its_day(
    purposes: frozenset[tuple[str, bool]],
    given_on: Moment | None,
    withdrawn_on: Moment | None,
    expires_on: str | None,
    day: Moment,
) -> None:
    seen = consented(purposes=purposes, given_on=given_on, withdrawn_on=withdrawn_on, expires_on=expires_on)
    outcome = given(started).seeing(seen).when(refer.model_copy(update={"occurred_on": day}))
    if outcome.rejected is None:
        assert purposes >= FOR_ORG
        assert given_on is not None
        assert given_on.at <= day.at + timedelta(days=1)
        assert withdrawn_on is None or day.at < withdrawn_on.at
        assert expires_on is None or str(day)[:7] <= expires_on
    else:
        assert isinstance(outcome.rejected, Rejected)
