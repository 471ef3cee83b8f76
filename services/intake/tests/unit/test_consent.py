"""Consent: a ledger that is only added to, and never an investigator's."""

from uuid import UUID, uuid5

import pytest
from casework import DataDisclosed, DiscloseData, TaskOpened
from casework.disclosures import ConsentDoesNotCover
from casework.roles import INVESTIGATOR
from intake.case import AGGREGATE, ConsentRecorded, ConsentWithdrawn, RecordConsent, RecordConsentWithdrawn
from intake.case.consent import ConsentAlreadyRecorded, GuardianNotNamed, PurposeChoice
from intake.case.victims import VictimEncountered
from pydantic import ValidationError
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

VICTIM = uuid5(NAMESPACE, "victim")
CONSENT = UUID("3f2b8c1e-5d47-5a90-8b1c-2e6f4a7d9c03")
SHELTER = UUID("0e6b1c2d-3f4a-5b6c-8d7e-9f0a1b2c3d4e")
WORDS = {
    "subject_id": VICTIM,
    "purposes": (
        PurposeChoice(purpose="service_delivery", given=True),
        PurposeChoice(purpose=f"share_with_partner:{SHELTER}", given=True),
        PurposeChoice(purpose="media", given=False),
    ),
    "by": "self",
}
consent = RecordConsent(case_id=CASE, consent_id=CONSENT, **WORDS)
withdraw = RecordConsentWithdrawn(case_id=CASE, consent_id=CONSENT)
recorded = ConsentRecorded(consent_id=CONSENT, **WORDS)
withdrawn = ConsentWithdrawn(consent_id=CONSENT)


class WhenNothingIsRecorded:
    def test_a_consent_is_taken_at_any_stage(self, referred):
        given(*referred).when(consent).then(recorded)

    def test_an_id_is_made_where_none_is_given(self, open_case):
        outcome = given(*open_case).when(RecordConsent(case_id=CASE, **WORDS))
        (event,) = outcome.emits(ConsentRecorded)
        assert event.consent_id == outcome.command.id_for("consent")

    def test_a_guardians_consent_that_names_no_guardian_is_held(self, open_case):
        given(*open_case).when(consent.model_copy(update={"by": "guardian"})).holds(GuardianNotNamed)

    def test_a_named_guardians_is_taken(self, open_case):
        named = consent.model_copy(update={"by": "guardian", "guardian_ref": SHELTER, "assent": "given"})
        given(*open_case).when(named).emits(ConsentRecorded)

    def test_withdrawing_what_nobody_recorded_counts_at_once_and_somebody_looks_which_it_is(self, open_case):
        taken_back, task = given(*open_case).when(withdraw).emits(ConsentWithdrawn, TaskOpened)
        assert (task.kind, task.urgency, task.subjects) == ("find_consent_withdrawn", "urgent", (CONSENT,))
        given(*open_case, taken_back, task).when(withdraw).nothing()
        state = given(*open_case, taken_back, task, recorded).state
        assert state.consents[CONSENT].ended

    def test_no_investigator_takes_one(self):
        assert INVESTIGATOR not in RecordConsent.roles | RecordConsentWithdrawn.roles

    @pytest.mark.parametrize("purpose", ["marketing", "share_with_partner", "share_with_partner:the shelter"])
    def test_other_purposes_are_malformed(self, purpose):
        with pytest.raises(ValidationError):
            PurposeChoice(purpose=purpose, given=True)

    def test_it_expires_in_a_month_not_on_a_day(self):
        with pytest.raises(ValidationError):
            RecordConsent(case_id=CASE, **WORDS, expires_on="2027-03-04")


class WhenRecorded:
    def test_the_same_again_is_nothing_new(self, open_case):
        given(*open_case, recorded).when(consent).nothing()

    def test_other_words_under_its_id_are_held(self, open_case):
        given(*open_case, recorded).when(consent.model_copy(update={"by": "court"})).holds(ConsentAlreadyRecorded)

    def test_it_is_withdrawn(self, open_case):
        given(*open_case, recorded).when(withdraw).then(withdrawn)


class WhenWithdrawn:
    def test_withdrawing_again_is_nothing_new(self, open_case):
        given(*open_case, recorded, withdrawn).when(withdraw).nothing()

    def test_recording_it_again_does_not_bring_it_back(self, open_case):
        given(*open_case, recorded, withdrawn).when(consent).nothing()
        assert given(*open_case, recorded, withdrawn).state.consents[CONSENT].ended


class WhenSheSaidSomethingElseSince:
    """Two consents of hers, of two days: the later word on a purpose is the one that counts."""

    met = VictimEncountered(victim_id=VICTIM, age_band="21--23")
    tell = DiscloseData(
        case_id=CASE,
        subject_ids=(VICTIM,),
        to_org_id=SHELTER,
        purpose="service_delivery",
        categories=("contact",),
        form="verbal",
        consent_id=CONSENT,
        occurred_on=Moment.parse("2026-05-20"),
    )
    first, second = Moment.parse("2026-05-04"), Moment.parse("2026-05-09")

    @pytest.mark.parametrize(
        "change",
        [
            {"purposes": (PurposeChoice(purpose=f"share_with_partner:{SHELTER}", given=False),)},
            {"withhold_from": (SHELTER,)},
        ],
    )
    def test_nobody_is_told_against_it_under_an_older_consent(self, open_case, change):
        other = recorded.model_copy(update={"consent_id": VICTIM, **change})
        known = (*open_case, self.met)
        given(*known, recorded.on(self.first), other.on(self.second)).when(self.tell).rejects(ConsentDoesNotCover)
        given(*known, other.on(self.first), recorded.on(self.second)).when(self.tell).emits(DataDisclosed)

    def test_taking_back_one_stands_against_the_other(self, open_case):
        other = recorded.model_copy(update={"consent_id": VICTIM}).on(self.first)
        taken_back = ConsentWithdrawn(consent_id=VICTIM).on(self.second)
        known = (*open_case, self.met, recorded.on(self.first), other)
        given(*known).when(self.tell).emits(DataDisclosed)
        given(*known, taken_back).when(self.tell).rejects(ConsentDoesNotCover)

    def test_nobody_is_told_under_a_guardians_consent_that_she_a_child_refused(self, open_case):
        child = VictimEncountered(victim_id=VICTIM, age_band="9--17")
        agreed = recorded.model_copy(update={"by": "guardian", "guardian_ref": SHELTER, "assent": "given"})
        refused = agreed.model_copy(update={"assent": "refused"})
        given(*open_case, child, agreed.on(self.first)).when(self.tell).emits(DataDisclosed)
        given(*open_case, child, refused.on(self.first)).when(self.tell).rejects(ConsentDoesNotCover)
