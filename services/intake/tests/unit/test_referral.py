"""Referral to opening: what is accepted, refused or held, and what is nothing new."""

from uuid import UUID

import pytest
from intake.case import (
    AGGREGATE,
    CaseOpened,
    DeclineReferral,
    OpenCase,
    RecordReferral,
    ReferralDeclined,
    ReferralReceived,
    ReferralScreened,
    ScreenReferral,
    SuspectIdentified,
)
from intake.case.referral import (
    AlreadyReferred,
    CaseAlreadyOpen,
    CaseIsClosed,
    DuplicateCheck,
    NothingReferred,
    NotScreened,
    NumberRange,
    PeopleAreKnown,
    ReferralWasDeclined,
    ScreeningNotMet,
)
from pydantic import ValidationError
from throughline.domain import Moment
from throughline.testing.given import CASE, scenario

given = scenario(AGGREGATE)

SUSPECT = UUID("3f2b8c1e-5d47-5a90-8b1c-2e6f4a7d9c03")
NGO = UUID("0e6b1c2d-3f4a-5b6c-8d7e-9f0a1b2c3d4e")
REFERRAL = {
    "channel": "hotline",
    "referring_org_id": NGO,
    "allegation_types": ("SexualExploitation",),
    "alleged_victims": NumberRange(at_least=2, at_most=5),
    "urgency": "high",
}
refer = RecordReferral(case_id=CASE, office_id="KEN-NBO", **REFERRAL)
screen = ScreenReferral(case_id=CASE, indicators=("debt_bondage",), meets=True, risk_of_harm="high")
decline = DeclineReferral(case_id=CASE, reason="out_of_area", referred_to_org_id=NGO)
open_it = OpenCase(case_id=CASE, case_type="sex_trafficking", duplicate_check=DuplicateCheck(outcome="none_found"))
declined = ReferralDeclined(reason="out_of_area", referred_to_org_id=NGO)
not_met = ReferralScreened(indicators=(), meets=False, risk_of_harm="low")


class WhenNothingIsKnown:
    def test_a_referral_opens_the_case_stream(self):
        given().when(refer).then(ReferralReceived(narrative_ref=None, **REFERRAL))
        assert RecordReferral.opens

    def test_its_office_decides_the_jurisdiction(self):
        assert refer.jurisdiction == "KEN"

    def test_an_unknown_office_is_malformed(self):
        with pytest.raises(ValidationError):
            RecordReferral(case_id=CASE, office_id="XXX-XXX", **REFERRAL)

    def test_the_office_is_the_envelopes_and_not_in_the_event(self):
        assert "office_id" not in ReferralReceived.model_fields

    def test_there_is_nothing_to_screen_or_decline(self):
        given().when(screen).rejects(NothingReferred)
        given().when(decline).rejects(NothingReferred)

    def test_a_case_cannot_open(self):
        given().when(open_it).rejects(NotScreened)


class WhenReferred:
    def test_the_same_referral_again_is_nothing_new(self):
        given(ReferralReceived(narrative_ref=None, **REFERRAL)).when(refer).nothing()

    def test_another_referral_of_the_same_case_is_held(self):
        other = refer.model_copy(update={"urgency": "low"})
        given(ReferralReceived(narrative_ref=None, **REFERRAL)).when(other).holds(AlreadyReferred)

    def test_the_same_words_on_another_day_are_held(self):
        other = refer.model_copy(update={"occurred_on": Moment.parse("2026-01-02")})
        given(ReferralReceived(narrative_ref=None, **REFERRAL)).when(other).holds(AlreadyReferred)

    def test_it_is_screened(self, referred):
        expected = ReferralScreened(indicators=("debt_bondage",), meets=True, risk_of_harm="high")
        given(*referred).when(screen).then(expected)

    def test_it_is_declined_and_referred_on(self, referred):
        given(*referred).when(decline).then(declined)

    def test_it_is_not_declined_over_the_heads_of_people_known(self, referred):
        known = SuspectIdentified(suspect_id=SUSPECT, roles=())
        given(*referred, known).when(decline).rejects(PeopleAreKnown)

    def test_no_case_opens_unscreened(self, referred):
        given(*referred).when(open_it).rejects(NotScreened)


class WhenScreened:
    def test_the_same_screening_again_is_nothing_new(self, screened):
        given(*screened).when(screen).nothing()

    def test_a_later_screening_may_say_otherwise(self, screened):
        worse = screen.model_copy(update={"meets": False})
        given(*screened).when(worse).emits(ReferralScreened)

    def test_a_case_opens_where_the_criteria_are_met(self, screened):
        opened = CaseOpened(case_type="sex_trafficking", duplicate_check=DuplicateCheck(outcome="none_found"))
        given(*screened).when(open_it).then(opened)

    def test_the_opening_is_where_the_reference_comes_from(self):
        assert CaseOpened.opens_reference

    def test_no_case_opens_where_they_are_not(self, referred):
        given(*referred, not_met).when(open_it).rejects(ScreeningNotMet)


class WhenDeclined:
    def test_the_same_refusal_again_is_nothing_new(self, referred):
        given(*referred, declined).when(decline).nothing()

    def test_no_case_opens(self, referred):
        given(*referred, declined).when(open_it).rejects(ReferralWasDeclined)

    def test_it_can_be_screened_again_and_opened(self, referred):
        again = given(*referred, declined).when(screen).emits(ReferralScreened)
        given(*referred, declined, *again).when(open_it).emits(CaseOpened)


class WhenOpen:
    def test_opening_again_is_nothing_new(self, open_case):
        given(*open_case).when(open_it).nothing()

    def test_the_referral_is_decided(self, open_case):
        given(*open_case).when(screen).rejects(CaseAlreadyOpen)
        given(*open_case).when(decline).rejects(CaseAlreadyOpen)


class WhenClosed:
    def test_it_is_reopened_not_opened(self, closed_case):
        given(*closed_case).when(open_it).rejects(CaseIsClosed)
