"""Consents lapse by the clock, once, and whoever was told under them is told of it."""

from datetime import UTC, date, datetime
from uuid import uuid5

import pytest
from casework import DataDisclosed, RecipientsToldOfChange, TaskOpened
from intake.case import AGGREGATE, ConsentRecorded, ConsentWithdrawn, RecordConsentWithdrawn
from intake.case.consent import PurposeChoice
from intake.case.lapsing import ConsentLapsed, LapseConsent, end_of
from intake.case.takeover import CaseTakenOver
from throughline.domain import Deadline, DeadlineMet
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

VICTIM, CONSENT, ORG, DISCLOSURE = (uuid5(NAMESPACE, name) for name in ("victim", "consent", "org", "disclosure"))
OVER = datetime(2026, 7, 1, tzinfo=UTC)
lapse = LapseConsent(case_id=CASE, consent_id=CONSENT)


def consent(by="self", expires_on="2026-06"):
    purposes = (PurposeChoice(purpose="service_delivery", given=True),)
    return ConsentRecorded(consent_id=CONSENT, subject_id=VICTIM, purposes=purposes, by=by, expires_on=expires_on)


def disclosed(form):
    return DataDisclosed(
        disclosure_id=DISCLOSURE,
        subject_ids=(VICTIM,),
        to_org_id=ORG,
        purpose="service_delivery",
        categories=("contact",),
        consent_id=CONSENT,
        form=form,
    )


class WhenItsLastMonthIsOver:
    @pytest.mark.parametrize(("by", "because"), [("self", "expired"), ("guardian", "of_age"), ("court", "expired")])
    def test_it_lapses(self, open_case, by, because):
        given(*open_case, consent(by)).at(OVER).when(lapse).then(ConsentLapsed(consent_id=CONSENT, because=because))

    def test_it_does_so_once_and_not_before(self, open_case):
        given(*open_case, consent()).when(lapse).nothing()
        lapsed = ConsentLapsed(consent_id=CONSENT, because="expired")
        given(*open_case, consent(), lapsed).at(OVER).when(lapse).nothing()
        given(*open_case, consent(), ConsentWithdrawn(consent_id=CONSENT)).at(OVER).when(lapse).nothing()

    def test_taking_it_back_then_is_nothing_new(self, open_case):
        lapsed = ConsentLapsed(consent_id=CONSENT, because="expired")
        given(*open_case, consent(), lapsed).when(RecordConsentWithdrawn(case_id=CASE, consent_id=CONSENT)).nothing()

    @pytest.mark.parametrize(("month", "end"), [("2026-06", OVER), ("2026-12", datetime(2027, 1, 1, tzinfo=UTC))])
    def test_a_month_holds_to_its_end(self, month, end):
        assert end_of(month) == end


class WhenSomebodyWasToldUnderIt:
    @pytest.mark.parametrize(("form", "follows"), [("topic", RecipientsToldOfChange), ("extract", TaskOpened)])
    def test_they_are_told_that_it_ended(self, open_case, form, follows):
        history = (*open_case, consent(), disclosed(form))
        given(*history).at(OVER).when(lapse).emits(ConsentLapsed, follows)
        given(*history).when(RecordConsentWithdrawn(case_id=CASE, consent_id=CONSENT)).emits(ConsentWithdrawn, follows)


class WhenTheClockIsAsked:
    def test_it_starts_with_the_consent_and_stops_with_its_end(self, open_case):
        due = Deadline("consent", str(CONSENT), OVER)
        assert given(*open_case, consent()).deadlines() == [due]
        assert given(*open_case, consent(expires_on=None)).deadlines() == []
        over = given(*open_case, consent(), ConsentWithdrawn(consent_id=CONSENT)).deadlines()
        assert over == [due, DeadlineMet("consent", str(CONSENT))]

    def test_a_takeover_starts_those_that_were_told_as_history(self, open_case):
        taken = CaseTakenOver(as_of=date(2026, 6, 1))
        assert given(*open_case, consent(), taken).deadlines()[-1] == Deadline("consent", str(CONSENT), OVER)
