"""Age: doubt never makes an adult, and of age a guardian's consent has lapsed."""

from uuid import uuid5

import pytest
from casework import DataDisclosed, Sharing, TaskOpened
from intake.case import AGGREGATE, ConsentRecorded, RecordConsent, VictimEncountered
from intake.case.age import AgeAssessed, AgeContradictsBand, RecordAgeAssessed
from intake.case.consent import PurposeChoice, covers
from intake.case.lapsing import ConsentLapsed
from intake.case.victims import EncounteredVictim, RecordVictims
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

VICTIM, CONSENT, GUARDIAN = (uuid5(NAMESPACE, name) for name in ("victim", "consent", "guardian"))
PURPOSES = (PurposeChoice(purpose="service_delivery", given=True),)
met = VictimEncountered(victim_id=VICTIM)


def assess(band, is_child=None):
    return RecordAgeAssessed(case_id=CASE, victim_id=VICTIM, age_band=band, is_child=is_child, method="interview")


def consent(by):
    return ConsentRecorded(
        consent_id=CONSENT,
        subject_id=VICTIM,
        purposes=PURPOSES,
        by=by,
        guardian_ref=GUARDIAN if by == "guardian" else None,
    )


class WhenMet:
    @pytest.mark.parametrize(
        ("band", "said", "is_child"),
        [
            ("9--17", None, "yes"),
            ("18--20", None, "no"),
            ("unknown", None, "presumed"),
            ("unknown", "no", "no"),
            ("18--20", "presumed", "presumed"),
        ],
    )
    def test_she_is_a_child_by_her_band_or_as_said_and_in_doubt(self, open_case, band, said, is_child):
        (event,) = given(*open_case, met).when(assess(band, said)).emits(AgeAssessed)
        assert event.is_child == is_child

    @pytest.mark.parametrize(("band", "said"), [("9--17", "no"), ("30--38", "yes")])
    def test_a_band_that_says_otherwise_is_held(self, open_case, band, said):
        given(*open_case, met).when(assess(band, said)).holds(AgeContradictsBand)

    def test_the_same_again_is_nothing_new_until_something_else_was_said(self, open_case):
        child, adult = (given(*open_case, met).when(assess(band)).decided for band in ("9--17", "18--20"))
        given(*open_case, met, *child).when(assess("9--17")).nothing()
        assert given(*open_case, met, *child, *adult).when(assess("9--17")).decided == child

    def test_an_assessment_learned_late_does_not_overtake_a_later_one(self, open_case):
        child = assess("9--17").model_copy(update={"occurred_on": Moment.parse("2025-01")})
        adult = given(*open_case, met).when(assess("18--20")).decided
        told = [event.on(Moment.parse("2025-01")) for event in given(*open_case, met).when(child).decided]
        state = given(*open_case, met, *adult, *told).state
        assert state.victims[VICTIM].latest(AgeAssessed).is_child == "no"


class WhenOfAge:
    def test_what_a_guardian_agreed_to_lapses_in_the_same_append(self, open_case):
        given(*open_case, met, consent("guardian")).when(assess("18--20")).then(
            AgeAssessed(victim_id=VICTIM, age_band="18--20", is_child="no", method="interview"),
            ConsentLapsed(consent_id=CONSENT, because="of_age"),
        )

    def test_what_a_guardian_agreed_to_is_over_at_once_where_it_is_told_later(self, open_case):
        take = RecordConsent(case_id=CASE, subject_id=VICTIM, purposes=PURPOSES, by="guardian", guardian_ref=GUARDIAN)
        adult = given(*open_case, met).when(assess("18--20")).decided
        recorded, lapsed = given(*open_case, met, *adult).when(take).emits(ConsentRecorded, ConsentLapsed)
        assert (lapsed.consent_id, lapsed.because) == (recorded.consent_id, "of_age")
        given(*open_case, met, *adult).when(take.model_copy(update={"by": "self"})).emits(ConsentRecorded)
        doubt = given(*open_case, met).when(assess("unknown")).decided
        given(*open_case, met, *adult, *doubt).when(take).emits(ConsentRecorded)

    def test_her_own_consent_stands(self, open_case):
        given(*open_case, met, consent("self")).when(assess("18--20")).emits(AgeAssessed)


class WhenAChildAgreesAlone:
    """Only a guardian or a court agrees for a child; her own word is her assent."""

    lapsed = ConsentLapsed(consent_id=CONSENT, because="child_alone")
    agrees = RecordConsent(case_id=CASE, consent_id=CONSENT, subject_id=VICTIM, purposes=PURPOSES, by="self")
    as_child = VictimEncountered(victim_id=VICTIM, age_band="9--17")

    def test_it_is_written_down_and_over_at_once(self, open_case):
        given(*open_case, self.as_child).when(self.agrees).then(consent("self"), self.lapsed)

    def test_also_where_she_is_only_presumed_to_be_one(self, open_case):
        presumed = given(*open_case, met).when(assess("unknown")).decided
        given(*open_case, met, *presumed).when(self.agrees).then(consent("self"), self.lapsed)

    def test_or_nobody_ever_said_how_old_she_is(self, open_case):
        given(*open_case, met).when(self.agrees).then(consent("self"), self.lapsed)
        known = (*open_case, met, VictimEncountered(victim_id=VICTIM, age_band="18--20"))
        given(*known).when(self.agrees).then(consent("self"))
        given(*known, met).when(self.agrees).then(consent("self"))

    def test_a_consent_told_before_her_counts_once_she_is_known_to_be_of_age(self, open_case):
        sharing = (*PURPOSES, PurposeChoice(purpose=f"share_with_partner:{GUARDIAN}", given=True))
        told = consent("self").model_copy(update={"purposes": sharing})
        asked = Sharing(CONSENT, VICTIM, GUARDIAN, "service_delivery", Moment.parse("2026-06-02"))
        assert not covers(given(*open_case, told).state, asked)
        adult = RecordVictims(case_id=CASE, victims=(EncounteredVictim(victim_id=VICTIM, age_band="18--20"),))
        met_since = given(*open_case, told).when(adult)
        (encounter,) = met_since.emits(VictimEncountered)
        assert covers(given(*open_case, told, encounter).state, asked)
        unknown = RecordVictims(case_id=CASE, victims=(EncounteredVictim(victim_id=VICTIM),))
        given(*open_case, told).when(unknown).then(met, self.lapsed)

    def test_a_courts_or_a_guardians_counts(self, open_case):
        court = self.agrees.model_copy(update={"by": "court"})
        given(*open_case, self.as_child).when(court).then(consent("court"))

    def test_her_no_needs_nobody_elses_word(self, open_case):
        refusal = (PurposeChoice(purpose="service_delivery", given=False),)
        no = self.agrees.model_copy(update={"purposes": refusal})
        given(*open_case, self.as_child).when(no).emits(ConsentRecorded)

    def test_an_age_that_is_learned_later_ends_it_then_and_whoever_was_told_is_to_be_told(self, open_case):
        shared = DataDisclosed(
            disclosure_id=GUARDIAN,
            subject_ids=(VICTIM,),
            to_org_id=GUARDIAN,
            purpose="service_delivery",
            categories=("contact",),
            consent_id=CONSENT,
            form="verbal",
        )
        known = given(*open_case, met, consent("self"), shared)
        *_, task = known.when(assess("9--17")).emits(AgeAssessed, ConsentLapsed, TaskOpened)
        assert task.kind == "tell_recipients_withdrawn"
        again = RecordVictims(case_id=CASE, victims=(EncounteredVictim(victim_id=VICTIM, age_band="0--8"),))
        given(*open_case, met, consent("self")).when(again).emits(VictimEncountered, ConsentLapsed)

    def test_of_age_she_is_asked_anew(self, open_case):
        child = given(*open_case, met).when(assess("9--17")).decided
        adult = given(*open_case, met, *child).when(assess("18--20")).decided
        history = (*open_case, met, *child, consent("self"), self.lapsed, *adult)
        other = self.agrees.model_copy(update={"consent_id": GUARDIAN})
        given(*history).when(other).emits(ConsentRecorded)
        of_before_this_rule = (*open_case, met, *child, consent("self"))
        given(*of_before_this_rule).when(assess("18--20")).emits(AgeAssessed, ConsentLapsed)

    def test_nothing_is_shared_on_it(self, open_case):
        state = given(*open_case, self.as_child, consent("self")).state
        today = Moment.parse("2026-06-02")
        assert not covers(state, Sharing(CONSENT, VICTIM, GUARDIAN, "service_delivery", today))
