"""A child's own consent is no basis for care or sharing, and nobody is left without care for it."""

from typing import Any
from uuid import uuid5

import pytest
from aftercare import asked, case_care
from aftercare.case_care.basis import CARE, covers, in_force
from aftercare.case_care.consent import ConsentNoted, NoteConsent
from aftercare.case_care.enrolment import EnrolOnLegalBasis, SurvivorEnrolled
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.codes import PurposeGiven
from aftercare.survivor.care import CareStarted
from casework import TaskDone, TaskOpened
from hypothesis import given as holds_for
from hypothesis import strategies as st
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario

given = scenario(case_care.AGGREGATE)

GIRL, CONSENT = (uuid5(NAMESPACE, name) for name in ("girl", "consent"))
TODAY = Moment(NOW)
AGREED = (PurposeGiven(purpose=CARE, given=True),)
opened = CareOpened()
child = VictimNoted(victim_id=GIRL, is_child="yes", age_by="assessment")
adult = VictimNoted(victim_id=GIRL, is_child="no", age_by="band")
brought = VictimNoted(victim_id=GIRL, brought_to_safety_on=TODAY)
enrolled = SurvivorEnrolled(survivor_id=GIRL, consent_id=CONSENT)


def agreed(by: Any) -> ConsentNoted:
    return ConsentNoted(consent_id=CONSENT, subject_id=GIRL, purposes=AGREED, by=by)


def note(is_child: Any, by: Any = "assessment") -> NoteVictim:
    return NoteVictim(case_id=CASE, victim_id=GIRL, is_child=is_child, age_by=by)


class WhenAChildAgreesAlone:
    consent = NoteConsent(case_id=CASE, consent_id=CONSENT, subject_id=GIRL, purposes=AGREED, by="self")

    def test_it_is_no_basis_for_anything(self) -> None:
        care = given(opened, child, agreed("self")).state
        assert in_force(care, GIRL, CARE, TODAY) is None
        assert not covers(care, CONSENT, GIRL, [CARE], TODAY)

    def test_nor_where_nobody_ever_said_how_old_she_is(self) -> None:
        unsaid = given(opened, brought, agreed("self")).state
        assert (in_force(unsaid, GIRL, CARE, TODAY), covers(unsaid, CONSENT, GIRL, [CARE], TODAY)) == (None, False)
        assert in_force(given(opened, brought, agreed("self"), adult).state, GIRL, CARE, TODAY) == CONSENT
        of_age = given(opened, brought, agreed("self")).when(note("no", "band")).decided
        assert SurvivorEnrolled(survivor_id=GIRL, consent_id=CONSENT) in (of_age or [])

    @pytest.mark.parametrize("by", ["guardian", "court"])
    def test_a_guardians_or_a_courts_is(self, by: str) -> None:
        assert in_force(given(opened, child, agreed(by)).state, GIRL, CARE, TODAY) == CONSENT

    def test_she_is_somebodys_task_and_may_be_taken_in_on_vital_interest(self) -> None:
        note_brought = NoteVictim(case_id=CASE, victim_id=GIRL, brought_to_safety_on=TODAY)
        _, task = given(opened, child, agreed("self")).when(note_brought).emits(VictimNoted, TaskOpened)
        assert task.kind == asked.ENROL
        given(opened, child, brought).when(self.consent).emits(ConsentNoted)
        enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=GIRL, legal_basis="vital_interest")
        assert SurvivorEnrolled(survivor_id=GIRL, legal_basis="vital_interest") in (
            given(opened, child, brought, agreed("self")).when(enrol).decided or []
        )

    def test_an_age_learned_later_asks_for_another_basis_and_ends_no_care(self) -> None:
        _, task = given(opened, brought, agreed("self"), enrolled).when(note("yes")).emits(VictimNoted, TaskOpened)
        assert (task.kind, task.subjects) == (asked.BASIS, (GIRL,))
        thought_adult = given(opened, brought, adult, agreed("self"), enrolled)
        assert thought_adult.when(note("yes")).emits(VictimNoted, TaskOpened)[1].kind == asked.BASIS
        known = given(opened, brought, agreed("self"), enrolled, child, task)
        on_vital_interest = EnrolOnLegalBasis(case_id=CASE, victim_id=GIRL, legal_basis="vital_interest")
        assert known.when(on_vital_interest).decided[0] == SurvivorEnrolled(
            survivor_id=GIRL, legal_basis="vital_interest"
        )
        by_law = EnrolOnLegalBasis(case_id=CASE, victim_id=GIRL, legal_basis="public_mandate")
        decided = known.when(by_law).decided
        assert SurvivorEnrolled(survivor_id=GIRL, legal_basis="public_mandate") in decided
        assert TaskDone(task_id=task.task_id, outcome="done") in decided

    def test_found_to_be_of_age_after_all_her_word_is_enough(self) -> None:
        presumed = VictimNoted(victim_id=GIRL, is_child="presumed", age_by="assessment")
        found = given(opened, presumed, brought, agreed("self")).when(note("no")).decided
        assert SurvivorEnrolled(survivor_id=GIRL, consent_id=CONSENT) in found
        assert any(isinstance(getattr(item, "event", None), CareStarted) for item in found)


class WhenItIsSaidWhetherSheIsAChild:
    later = Moment.parse("2026-08-01")

    def test_a_later_band_does_not_override_an_assessment(self) -> None:
        band = VictimNoted(victim_id=GIRL, is_child="no", age_by="band").on(self.later)
        assert given(opened, child, band).state.victims[GIRL].is_child == "yes"
        assert given(opened, band, child).state.victims[GIRL].is_child == "yes"

    def test_a_later_assessment_does(self) -> None:
        of_age = VictimNoted(victim_id=GIRL, is_child="no", age_by="assessment").on(self.later)
        assert given(opened, child, of_age).state.victims[GIRL].is_child == "no"

    def test_a_note_that_does_not_say_what_it_rests_on_makes_no_adult_of_an_assessed_child(self) -> None:
        unsaid = VictimNoted(victim_id=GIRL, is_child="no").on(self.later)
        assert given(opened, child, unsaid).state.victims[GIRL].is_child == "yes"

    told = (("yes", "assessment", 2), ("no", "band", 3), ("no", "assessment", 1), ("no", "band", 1))

    @holds_for(st.permutations(told))
    def test_in_whatever_order_it_is_heard(self, said: list[tuple[str, str, int]]) -> None:
        notes = [
            VictimNoted.model_validate({"victim_id": GIRL, "is_child": is_child, "age_by": by}).on(
                Moment.parse(f"2026-05-0{day}")
            )
            for is_child, by, day in said
        ]
        assert given(opened, *notes).state.victims[GIRL].is_child == "yes"
