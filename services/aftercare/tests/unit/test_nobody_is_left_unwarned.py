"""Orders of events after which somebody might be left unwarned: each was one, or is one that must never be."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from aftercare import case_care
from aftercare.case_care.basis import covers
from aftercare.case_care.charges import CountsOf, NoteCharges
from aftercare.case_care.closing import CloseAftercarePart, StillInCare
from aftercare.case_care.consent import NoteConsent
from aftercare.case_care.corrections import NoteHeldFactDismissed
from aftercare.case_care.enrolment import CaredForElsewhere, EnrolOnLegalBasis, SurvivorEnrolled
from aftercare.case_care.hearings import NoteHearing
from aftercare.case_care.joining import NoteVictimRecordsJoined
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.case_care.rechecks import SafetyRecheckFellDue
from aftercare.case_care.taking_over import NoteCaseTakenOver
from aftercare.codes import PurposeGiven
from aftercare.projections.people import People
from aftercare.projections.safety_rechecks import SafetyRechecks
from aftercare.survivor.state import Ended, Exited, Survivor
from casework import TaskOpened
from hypothesis import given as holds_for
from hypothesis import settings
from hypothesis import strategies as st
from noting import HE, HEARING, OTHER, change, corrected, hearing, merged, met, says, told
from throughline.domain import Elsewhere, Moment
from throughline.projection.model import fold
from throughline.testing.given import CASE, NOW, scenario
from two_cases import Told, World, id_of, on

given = scenario(case_care.AGGREGATE)

WOMAN, SISTER, CLERK, MOTHER, CHARGE = map(id_of, ("woman", "sister", "clerk", "mother", "charge"))
AHEAD = Moment(NOW + timedelta(days=20))


RELEASED = change("released", "at_liberty", 50)
BAIL = hearing("scheduled", type="bail", on=AHEAD)


class WhenSheIsCaredForUnderAnotherCase:
    in_care = Elsewhere(OTHER, Survivor(started=True))
    brought = NoteVictim(case_id=CASE, victim_id=WOMAN, brought_to_safety_on=on(2), legal_basis="public_mandate")

    def test_she_is_noted_and_warned_here_and_her_care_goes_on_there(self) -> None:
        _, warned, task = (
            given(CareOpened(), recorded_change())
            .seeing({WOMAN: self.in_care})
            .when(self.brought)
            .emits(VictimNoted, SafetyRecheckFellDue, TaskOpened)
        )
        assert warned.person_ids == (WOMAN,)
        assert (task.kind, task.role) == ("agree_care_with_other_case", "director")

    def test_her_consent_is_noted_and_enrols_her_nowhere_twice(self) -> None:
        consent = NoteConsent(
            case_id=CASE,
            consent_id=id_of("consent"),
            subject_id=WOMAN,
            purposes=(PurposeGiven(purpose="service_delivery", given=True),),
        )
        known = (CareOpened(), VictimNoted(victim_id=WOMAN, brought_to_safety_on=on(2)))
        given(*known).seeing({WOMAN: self.in_care}).when(consent).emits(case_care.ConsentNoted)

    def test_nobody_enrols_her_here(self) -> None:
        enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=WOMAN, legal_basis="vital_interest")
        given(VictimNoted(victim_id=WOMAN)).seeing({WOMAN: self.in_care}).when(enrol).rejects(CaredForElsewhere)

    def test_the_part_closes_when_that_care_has_ended_and_covers_her(self) -> None:
        known = given(CareOpened(), VictimNoted(victim_id=WOMAN, brought_to_safety_on=on(2)))
        close = CloseAftercarePart(case_id=CASE, outcome_summary="all_exited")
        known.seeing({WOMAN: self.in_care}).when(close).rejects(StillInCare)
        left = Survivor(started=True, stage=Exited("moved"), ended=Ended(on(3), NOW))
        (closed,) = known.seeing({WOMAN: Elsewhere(OTHER, left)}).when(close).emits(case_care.AftercarePartClosed)
        assert closed.covers == (WOMAN,)


def recorded_change() -> case_care.CustodyChangeNoted:
    return case_care.CustodyChangeNoted(
        accused_id=HE, change="released", effect="at_liberty", source_event_id=id_of("released")
    )


class WhenTheCaseIsMerged:
    def test_what_happens_under_the_case_that_goes_on_warns_everyone_of_both(self) -> None:
        world = World().tell(met(WOMAN), hearing("summoned", witness_ids=(CLERK,)), met(SISTER, OTHER), *merged())
        world.tell(change("released", "at_liberty", 50, OTHER))
        (warned,) = (event for _, event in world.emitted if isinstance(event, SafetyRecheckFellDue))
        assert set(warned.person_ids) == {WOMAN, CLERK, SISTER}

    def test_what_happened_before_is_owed_to_those_of_the_other(self) -> None:
        world = World().tell(met(WOMAN), RELEASED, BAIL, met(SISTER, OTHER), *merged())
        assert world.asked(SISTER, id_of("released 50"))
        assert world.asked(SISTER, id_of("hearing scheduled"))

    def test_nobody_is_asked_twice_for_the_same(self) -> None:
        world = World().tell(met(WOMAN), RELEASED, *merged())
        assert not world.cases[OTHER].rechecks
        assert set(world.cases[CASE].rechecks) == {WOMAN}

    def test_what_the_merged_case_learns_later_is_carried_over(self) -> None:
        world = World().tell(met(SISTER, OTHER), *merged(), RELEASED, met(WOMAN))
        assert world.asked(SISTER, id_of("released 50"))
        world.tell(change("absconded", "at_liberty", 60, OTHER))
        assert world.asked(WOMAN, id_of("absconded 60"))

    def test_a_refusal_goes_with_her(self) -> None:
        world = World().tell(met(WOMAN), says(WOMAN, "no", 2), *merged(), change("released", "at_liberty", 9, OTHER))
        assert not world.cases[OTHER].rechecks

    def test_and_through_a_second_merge(self) -> None:
        third = id_of("third case")
        world = World().tell(met(WOMAN), *merged(), *merged(third, OTHER), met(SISTER))
        world.tell(change("released", "at_liberty", 50, third))
        assert world.asked(WOMAN, id_of("released 50"))
        assert world.asked(SISTER, id_of("released 50"))

    def test_a_correction_in_the_merged_case_is_carried_too(self) -> None:
        world = World().tell(met(SISTER, OTHER), *merged(), RELEASED, corrected("released 50"))
        assert id_of("released 50") not in world.cases[OTHER].changes
        assert world.asked(SISTER, id_of("released 50"))

    def test_the_same_merge_again_is_nothing(self) -> None:
        world = World().tell(met(WOMAN), RELEASED, BAIL, says(WOMAN, "yes", 3), *merged())
        before = len(world.emitted)
        world.tell(*merged())
        assert len(world.emitted) == before


class WhenSheInCareSaysSomethingUnderTheCaseThatGoesOn:
    purposes = (PurposeGiven(purpose="service_delivery", given=True),)
    brought = met(WOMAN, brought_to_safety_on=on(2), legal_basis="public_mandate")

    def test_her_consent_and_its_end_count_where_her_care_goes_on(self) -> None:
        consent = {"case_id": OTHER, "consent_id": id_of("consent")}
        given = told(NoteConsent(**consent, occurred_on=on(5), subject_id=WOMAN, purposes=self.purposes))
        world = World().tell(self.brought, *merged(), given)
        assert covers(world.cases[CASE], id_of("consent"), WOMAN, ["service_delivery"], on(9))
        world.tell(told(NoteConsent(**consent, occurred_on=on(7), withdrawn_on=on(7))))
        assert not covers(world.cases[CASE], id_of("consent"), WOMAN, ["service_delivery"], on(9))

    def test_of_others_nothing_is_carried_back(self) -> None:
        consent = NoteConsent(case_id=OTHER, consent_id=id_of("c"), subject_id=SISTER, purposes=self.purposes)
        world = World().tell(self.brought, *merged(), told(consent))
        assert world.cases[CASE].consents == {}


class WhenWhatWasNotedWasWrong:
    def test_a_refusal_of_warnings_that_was_another_womans_leaves_her_owed(self) -> None:
        world = World().tell(met(WOMAN), says(WOMAN, "no", 2), RELEASED)
        assert not world.cases[CASE].rechecks
        world.tell(corrected(f"no 2 {WOMAN}"))
        assert world.asked(WOMAN, id_of("released 50"))

    def test_so_does_one_that_is_heard_of_after_its_correction(self) -> None:
        world = World().tell(met(WOMAN), corrected(f"no 2 {WOMAN}"), says(WOMAN, "no", 2), RELEASED)
        assert world.asked(WOMAN, id_of("released 50"))

    def test_the_word_before_it_stands_again(self) -> None:
        world = World().tell(met(WOMAN), says(WOMAN, "no", 2), says(WOMAN, "yes", 3), RELEASED)
        world.tell(corrected(f"yes 3 {WOMAN}"))
        assert world.cases[CASE].refuses_warnings(WOMAN)

    def test_a_hearing_that_was_not_adjourned_is_warned_of(self) -> None:
        world = World().tell(met(WOMAN), BAIL, hearing("adjourned"))
        assert not world.cases[CASE].rechecks
        world.tell(corrected("hearing adjourned"))
        assert world.cases[CASE].hearings[HEARING].still_warns
        assert set(world.cases[CASE].rechecks) == {WOMAN}

    def test_a_hearing_has_the_day_that_is_right(self) -> None:
        sooner = Moment(NOW + timedelta(days=9))
        again = told(
            NoteHearing(case_id=CASE, hearing_id=HEARING, type="bail", on=sooner, state="scheduled"), "right date"
        )
        world = World().tell(BAIL, corrected("hearing scheduled"), again, met(WOMAN))
        assert world.cases[CASE].hearings[HEARING].on == sooner
        assert world.cases[CASE].rechecks[WOMAN].due_at == NOW + timedelta(days=7)

    def test_charges_that_were_never_filed_hold_nobody(self) -> None:
        world = World().tell(met(WOMAN), counts("filed", 5, "filed"), corrected("filed"), counts("refiled", 1, "filed"))
        world.tell(counts("withdrawn", 1, "withdrawn"))
        assert world.asked(WOMAN, id_of("withdrawn"))

    def test_a_declined_assistance_that_never_was_asks_for_her_enrolment(self) -> None:
        declined = met(WOMAN, source="declined", declined_on=on(5))
        world = World().tell(met(WOMAN, brought_to_safety_on=on(2)), declined)
        assert world.cases[CASE].victims[WOMAN].declined
        world.tell(corrected("declined"))
        assert not world.cases[CASE].victims[WOMAN].declined
        (restated,) = (event for _, event in world.emitted if isinstance(event, case_care.PersonRestated))
        assert (restated.brought_to_safety_on, restated.declined_on) == (on(2), None)
        row = fold(People(), [(event, event.metadata) for _, event in world.emitted])[CASE, WOMAN]
        assert (row.brought_on, row.declined_on) == (str(on(2)), None)
        assert [task.kind for task in world.cases[CASE].casework.open_tasks] == ["enrol_or_record_refusal"]

    def test_a_withdrawal_that_never_was_leaves_the_consent_good(self) -> None:
        purposes = (PurposeGiven(purpose="service_delivery", given=True),)
        consent = {"case_id": CASE, "consent_id": id_of("consent")}
        world = World().tell(
            told(NoteConsent(**consent, occurred_on=on(1), subject_id=WOMAN, purposes=purposes), "given"),
            told(NoteConsent(**consent, occurred_on=on(5), withdrawn_on=on(5)), "withdrawn"),
            corrected("withdrawn"),
        )
        known = world.cases[CASE].consents[id_of("consent")]
        assert (known.withdrawn_on, known.purposes) == (None, frozenset({("service_delivery", True)}))
        world.tell(corrected("given"))
        assert not any(known.purposes for known in world.cases[CASE].consents.values())

    def test_who_became_known_by_it_stays_known(self) -> None:
        world = World().tell(met(WOMAN, source="met"), corrected("met"), RELEASED)
        assert world.asked(WOMAN, id_of("released 50"))

    def test_whoever_was_warned_of_a_held_fact_is_told_again_when_it_is_dismissed(self) -> None:
        held = change("released", "unknown", 50, held_id=id_of("held"))
        dismissed = NoteHeldFactDismissed(case_id=CASE, held_id=id_of("held"), source_event_id=id_of("dismissed"))
        world = World().tell(met(WOMAN), held, told(dismissed), met(SISTER))
        assert world.asked(WOMAN, id_of("dismissed"))
        assert set(world.cases[CASE].rechecks) == {WOMAN}


def counts(source: str, number: int, said: Any, charge: UUID = CHARGE, prosecution: str = "p") -> Told:
    return told(
        NoteCharges(
            case_id=CASE,
            occurred_on=on(60),
            accused_id=HE,
            charges=(CountsOf(charge_id=charge, counts=number),),
            said=said,
            source_event_id=id_of(source),
            prosecution_id=id_of(prosecution),
        ),
        source,
    )


class WhenCountsEnd:
    def test_the_last_of_one_prosecution_warns_whatever_another_charges_him_with(self) -> None:
        world = World().tell(met(WOMAN), counts("one", 1, "filed"), counts("two", 3, "filed", id_of("c2"), "q"))
        world.tell(counts("gone", 1, "withdrawn"))
        assert world.asked(WOMAN, id_of("gone"))

    def test_an_acquittal_is_current_while_other_counts_are_open(self) -> None:
        acquitted = change("not_convicted", "unknown", 70)
        judged = told(
            NoteCharges(
                case_id=CASE,
                accused_id=HE,
                charges=(CountsOf(charge_id=CHARGE, counts=1),),
                said="judged",
                source_event_id=id_of("not_convicted 70"),
            )
        )
        world = World().tell(counts("filed", 2, "filed"), judged, acquitted, met(WOMAN))
        assert world.asked(WOMAN, id_of("not_convicted 70"))


class WhenOnlyAWishIsKnownOfSomebody:
    def test_who_asked_to_be_warned_is(self) -> None:
        world = World().tell(says(MOTHER, "yes", 2), RELEASED)
        assert world.asked(MOTHER, id_of("released 50"))
        assert World().tell(RELEASED, says(MOTHER, "yes", 2)).asked(MOTHER, id_of("released 50"))

    def test_who_refused_or_said_nothing_of_it_is_not(self) -> None:
        assert not World().tell(says(MOTHER, "no", 2), RELEASED).asked(MOTHER, id_of("released 50"))


class WhenTwoRecordsAreOneWoman:
    joined = told(NoteVictimRecordsJoined(case_id=CASE, kept_victim_id=WOMAN, joined_victim_id=SISTER))

    def test_she_is_warned_once_under_the_id_that_goes_on(self) -> None:
        world = World().tell(met(WOMAN), met(SISTER), self.joined, RELEASED)
        assert set(world.cases[CASE].rechecks) == {WOMAN}

    def test_a_recheck_open_under_the_other_stays_open(self) -> None:
        world = World().tell(met(SISTER), RELEASED, met(WOMAN), self.joined)
        assert SISTER in world.cases[CASE].rechecks

    def test_whatever_still_names_the_other_id_is_about_her(self) -> None:
        world = World().tell(self.joined, RELEASED, hearing("summoned", witness_ids=(SISTER,)))
        assert set(world.cases[CASE].rechecks) == {WOMAN}

    @pytest.mark.parametrize(("first", "second", "warned"), [("no", "yes", True), ("yes", "no", False)])
    def test_her_last_word_on_warnings_counts(self, first: str, second: str, warned: bool) -> None:
        world = World().tell(met(WOMAN), met(SISTER), says(WOMAN, first, 2), says(SISTER, second, 3), self.joined)
        assert world.tell(RELEASED).asked(WOMAN, id_of("released 50")) is warned

    def test_she_waits_for_care_once(self) -> None:
        brought = {"brought_to_safety_on": on(2)}
        world = World().tell(met(WOMAN, **brought), met(SISTER, **brought), self.joined)
        waiting = [task.subjects for task in world.cases[CASE].casework.open_tasks]
        assert waiting == [frozenset({WOMAN})]

    def test_nor_does_the_other_record_keep_the_part_open(self) -> None:
        history = (
            CareOpened(),
            VictimNoted(victim_id=WOMAN, brought_to_safety_on=on(2)),
            VictimNoted(victim_id=SISTER, brought_to_safety_on=on(2)),
            SurvivorEnrolled(survivor_id=SISTER, legal_basis="public_mandate"),
        )
        join = given(*history).when(self.joined.command).emits(case_care.VictimRecordsJoinNoted)
        left = Survivor(started=True, stage=Exited("moved"), ended=Ended(on(3), NOW))
        close = CloseAftercarePart(case_id=CASE, outcome_summary="all_exited")
        given(*history, *join).seeing({SISTER: left}).when(close).emits(case_care.AftercarePartClosed)


class WhenALiveCaseIsTakenOver:
    take_over = told(NoteCaseTakenOver(case_id=CASE, as_of=NOW.date()))
    history = (
        told(met(WOMAN).command, "met", historical=True),
        told(RELEASED.command, "released 50", historical=True),
        told(BAIL.command, "hearing scheduled", historical=True),
    )

    def test_until_then_nobody_is_asked_to_act(self) -> None:
        assert not World().tell(*self.history).cases[CASE].rechecks

    @holds_for(st.permutations((*history, take_over)))
    def test_everyone_is_owed_what_is_current_in_whatever_order_it_is_heard_of(self, notes: list[Told]) -> None:
        world = World().tell(*notes)
        assert set(world.cases[CASE].rechecks[WOMAN].owed) == {id_of("released 50"), id_of("hearing scheduled")}
        assert not world.unclocked()


class WhenSheIsNotedAsOfLongAgoInALiveCase:
    def test_the_clock_of_her_recheck_runs(self) -> None:
        world = World().tell(RELEASED, told(met(WOMAN).command, "met", historical=True))
        assert set(world.cases[CASE].rechecks) == {WOMAN}
        assert not world.unclocked()


STORY = (
    met(WOMAN, brought_to_safety_on=on(2)),
    met(SISTER, declined_on=on(3)),
    met(id_of("third"), OTHER),
    says(SISTER, "no", 4),
    says(SISTER, "yes", 5),
    says(MOTHER, "yes", 5),
    says(id_of("third"), "no", 6, OTHER),
    hearing("summoned", witness_ids=(CLERK,)),
    BAIL,
    hearing("adjourned"),
    corrected("hearing adjourned"),
    change("arrested", "held", 10),
    RELEASED,
    corrected("arrested 10"),
    corrected(f"no 6 {id_of('third')}", OTHER),
    change("absconded", "at_liberty", 60, OTHER, id_of("another")),
    change("charge_withdrawn", "unknown", 61, OTHER, None),
    told(NoteVictimRecordsJoined(case_id=CASE, kept_victim_id=WOMAN, joined_victim_id=id_of("woman again"))),
    met(id_of("woman again")),
    counts("filed", 2, "filed"),
    counts("gone", 2, "withdrawn"),
)


@settings(max_examples=150, deadline=None)
@holds_for(st.permutations(STORY), st.integers(0, len(STORY)))
def test_whatever_the_order_nobody_is_left_unwarned_and_every_clock_runs(notes: list[Told], at: int) -> None:
    world = World().tell(*notes[:at], *merged(), *notes[at:])
    assert {WOMAN, SISTER, CLERK, MOTHER, id_of("third")} <= set(world.cases[OTHER].everyone_owed())
    assert world.unwarned(CASE) == set()
    assert world.unwarned(OTHER) == set()
    assert world.unclocked() == set()
    assert shown(world) == {
        (case_id, str(person)): {str(cause) for cause in recheck.owed}
        for case_id, care in world.cases.items()
        for person, recheck in care.rechecks.items()
    }


def shown(world: World) -> dict[tuple[UUID, str], set[str]]:
    """The open re-checks as the desk shows them."""
    rows = fold(SafetyRechecks(), [(event, event.metadata) for _, event in world.emitted])
    return {(row.case_id, person): set(known["owed"]) for row in rows.values() for person, known in row.people.items()}


def test_a_transfer_of_her_care_leaves_her_owed() -> None:
    care = given(CareOpened(), VictimNoted(victim_id=WOMAN), SurvivorEnrolled(survivor_id=WOMAN)).state
    assert care.everyone_owed() == [WOMAN]
