"""Closing and reopening: in the append that makes it true, once, whatever comes last."""

from itertools import permutations
from uuid import uuid5

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st
from intake.case import (
    AGGREGATE,
    AssistanceRequested,
    AuthoriseInvestigation,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CloseIntakePart,
    IntakePartClosed,
    NotePartClose,
    NotePartReopened,
    PartCloseNoted,
    PartOpened,
    RecordAssistanceRequested,
    RecordSuspect,
    RecordVictimBroughtToSafety,
    RecordVictimDeclinedAssistance,
    RecordVictims,
    RecordVictimStatus,
    ReferralReceived,
    ReferralScreened,
    ReopenCase,
    SuspectIdentified,
    VictimBroughtToSafety,
    VictimDeclinedAssistance,
    VictimEncountered,
)
from intake.case.open import CaseNotOpen
from intake.case.parts import OperationPending, VictimsUnaccountedFor
from intake.case.referral import DuplicateCheck
from intake.case.state import Closed, Opened
from intake.case.victims import EncounteredVictim
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, recorded, scenario

given = scenario(AGGREGATE)

VICTIM, SUSPECT, OTHER = (uuid5(NAMESPACE, name) for name in ("victim", "suspect", "other"))
POLICE = uuid5(NAMESPACE, "police")
close_intake = CloseIntakePart(case_id=CASE, reason="handed_over")
legal_closed = NotePartClose(case_id=CASE, part="legal", covers=(SUSPECT,), outcome="all_final")
aftercare_closed = NotePartClose(case_id=CASE, part="aftercare", covers=(VICTIM,), outcome="restored")
THREE = (close_intake, legal_closed, aftercare_closed)
suspect = RecordSuspect(case_id=CASE, suspect_id=OTHER, roles=("Transporter",))
retrial = NotePartReopened(case_id=CASE, part="legal", reason="retrial")
ask = RecordAssistanceRequested(case_id=CASE, victim_id=VICTIM)
decline = RecordVictimDeclinedAssistance(case_id=CASE, victim_id=VICTIM)
bring = RecordVictimBroughtToSafety(
    case_id=CASE,
    victim_id=VICTIM,
    placement_type="shelter",
    led_by_org_id=POLICE,
    agency_role="present",
    wish="agreed",
    liberty="free_to_leave",
)
closed = CaseClosed(outcome="parts_completed")
OPENED = (
    ReferralReceived(
        channel="other",
        referring_org_id=None,
        allegation_types=(),
        alleged_victims=1,
        urgency="low",
        narrative_ref=None,
    ),
    ReferralScreened(indicators=(), meets=True, risk_of_harm="low"),
    CaseOpened(case_type="forced_labour", duplicate_check=DuplicateCheck(outcome="not_checked")),
)


def play(history, commands):
    """All events after these commands, each decided on what came before."""
    events = [event if event._metadata else recorded(event, number) for number, event in enumerate(history, 1)]
    for command in commands:
        for event in given(*events).when(command).decided:
            events.append(recorded(event, len(events) + 1))
    return events


def times_closed(events):
    return sum(isinstance(event, CaseClosed) for event in events)


class WhenBothPartsAreAtWork:
    @pytest.mark.parametrize("order", list(permutations(THREE)))
    def test_the_last_of_the_three_to_close_closes_the_case(self, handed_over, order):
        *before, last = order
        events = play(handed_over, before)
        assert not times_closed(events)
        assert given(*events).when(last).decided[-1] == closed

    @settings(max_examples=50, deadline=None)
    @given_any(order=st.lists(st.sampled_from(THREE), max_size=4).flatmap(lambda x: st.permutations([*x, *THREE])))
    def test_any_order_with_any_repetition_closes_once_in_the_same_state(self, order):
        history = (
            *OPENED,
            VictimEncountered(victim_id=VICTIM),
            AssistanceRequested(victim_id=VICTIM),
            PartOpened(part="aftercare"),
            SuspectIdentified(suspect_id=SUSPECT, roles=()),
            PartOpened(part="legal"),
        )
        events = play(history, order)
        assert times_closed(events) == 1
        assert given(*events).state == given(*play(history, THREE)).state

    def test_whoever_is_not_covered_keeps_the_case_open(self, handed_over):
        nobody = aftercare_closed.model_copy(update={"covers": ()})
        events = play(handed_over, [close_intake, legal_closed, nobody])
        assert not times_closed(events)
        given(*events).when(aftercare_closed).then(
            PartCloseNoted(part="aftercare", covers=(VICTIM,), outcome="restored"), closed
        )

    def test_her_refusal_can_be_what_closes_the_case(self, handed_over):
        events = play(handed_over, [close_intake, legal_closed, aftercare_closed.model_copy(update={"covers": ()})])
        given(*events).when(decline).emits(VictimDeclinedAssistance, CaseClosed)

    def test_a_suspect_identified_after_legal_closed_keeps_it_open(self, handed_over):
        events = play(handed_over, [close_intake, legal_closed, suspect, aftercare_closed])
        assert not times_closed(events)
        wider = legal_closed.model_copy(update={"covers": (SUSPECT, OTHER)})
        given(*events).when(wider).emits(PartCloseNoted, CaseClosed)

    def test_who_asks_again_after_her_care_closed_keeps_it_open(self, handed_over):
        events = play(handed_over, [aftercare_closed, ask, close_intake, legal_closed])
        assert not times_closed(events)
        given(*events).when(aftercare_closed).emits(PartCloseNoted, CaseClosed)

    def test_a_victim_met_after_intake_closed_keeps_it_open_until_somebody_says_what_became_of_her(self, handed_over):
        meet = RecordVictims(case_id=CASE, victims=(EncounteredVictim(victim_id=OTHER),))
        events = play(handed_over, [close_intake, meet, legal_closed, aftercare_closed])
        assert not times_closed(events)
        gone = RecordVictimDeclinedAssistance(case_id=CASE, victim_id=OTHER)
        given(*events).when(gone).emits(VictimDeclinedAssistance, CaseClosed)


class WhenNobodyWasHandedOver:
    def test_closing_intakes_part_closes_the_case(self, open_case):
        given(*open_case).when(CloseIntakePart(case_id=CASE, reason="unsubstantiated")).then(
            IntakePartClosed(reason="unsubstantiated"), CaseClosed(outcome="nothing_handed_over")
        )

    def test_a_case_that_was_never_opened_has_no_part_to_close(self, screened):
        given(*screened).when(close_intake).rejects(CaseNotOpen)

    def test_a_pending_operation_keeps_intakes_part_open(self, planned):
        given(*planned).when(close_intake).rejects(OperationPending)

    def test_a_victim_of_whom_nothing_is_said_keeps_intakes_part_open(self, open_case):
        given(*open_case, VictimEncountered(victim_id=VICTIM)).when(close_intake).rejects(VictimsUnaccountedFor)


class WhenIntakesPartIsClosed:
    def test_closing_it_again_is_nothing_new(self, handed_over):
        given(*handed_over, IntakePartClosed(reason="handed_over")).when(close_intake).nothing()


class WhenAPartIsClosed:
    def test_the_same_close_again_is_nothing_new(self, handed_over):
        events = play(handed_over, [legal_closed])
        given(*events).when(legal_closed).nothing()

    def test_a_part_at_work_again_has_to_close_again(self, handed_over):
        events = play(handed_over, [close_intake, legal_closed])
        given(*events).when(retrial).then(PartOpened(part="legal"))
        events = play(events, [retrial, aftercare_closed])
        assert not times_closed(events)
        given(*events).when(legal_closed).emits(PartCloseNoted, CaseClosed)

    def test_a_part_at_work_needs_no_word_of_it(self, handed_over):
        given(*handed_over).when(retrial).nothing()


class WhenClosed:
    def test_what_closed_it_is_nothing_new_when_said_again(self, closed_case):
        given(*closed_case).when(legal_closed).nothing()
        given(*closed_case).when(aftercare_closed).nothing()
        given(*closed_case).when(close_intake).nothing()

    def test_no_decision_is_taken_before_a_reopening(self, closed_case):
        given(*closed_case).when(AuthoriseInvestigation(case_id=CASE, scope="online")).rejects(CaseNotOpen)

    @pytest.mark.parametrize(
        ("fact", "event", "reason"),
        [
            (suspect, SuspectIdentified, "new_suspect"),
            (ask, AssistanceRequested, "assistance_requested"),
            (
                bring.model_copy(update={"occurred_on": Moment.parse("2026-05-30")}),
                VictimBroughtToSafety,
                "brought_to_safety",
            ),
            (bring, VictimBroughtToSafety, "brought_to_safety"),
            (
                RecordVictims(case_id=CASE, victims=(EncounteredVictim(victim_id=OTHER),)),
                VictimEncountered,
                "new_victim",
            ),
        ],
    )
    def test_a_fact_that_nobody_covers_is_taken_and_reopens_it(self, closed_case, fact, event, reason):
        _, reopened = given(*closed_case).when(fact).emits(event, CaseReopened)
        assert reopened.reason == reason

    def test_a_fact_about_somebody_new_reopens_it_for_what_it_says(self, closed_case):
        possible = RecordVictimStatus(
            case_id=CASE,
            victim_id=OTHER,
            status="PossibleVictimOfTrafficking",
            decided_by="Police",
            standing="official",
        )
        *_, reopened = given(*closed_case).when(possible).decided
        assert reopened == CaseReopened(reason="status_determined")

    def test_a_fact_that_changes_nothing_about_who_is_covered_leaves_it_closed(self, closed_case):
        actual = RecordVictimStatus(
            case_id=CASE,
            victim_id=VICTIM,
            status="ActualVictimOfTrafficking",
            decided_by="CourtOrProsecution",
            standing="official",
        )
        events = play(closed_case, [actual, decline])
        assert isinstance(given(*events).state.stage, Closed)

    def test_a_retrial_reopens_it(self, closed_case):
        given(*closed_case).when(retrial).then(CaseReopened(reason="retrial"))

    def test_a_part_that_was_never_opened_opens_with_the_reopening(self, open_case):
        history = play(open_case, [CloseIntakePart(case_id=CASE, reason="other")])
        given(*history).when(retrial).then(CaseReopened(reason="retrial"), PartOpened(part="legal"))

    def test_a_first_suspect_reopens_it_and_opens_legal(self, open_case):
        history = play(open_case, [CloseIntakePart(case_id=CASE, reason="no_victims_found")])
        given(*history).when(suspect).emits(SuspectIdentified, CaseReopened, PartOpened)

    def test_the_director_reopens_it_and_intake_is_at_work_again(self, closed_case):
        reopen = ReopenCase(case_id=CASE, reason="new_information")
        given(*closed_case).when(reopen).then(CaseReopened(reason="new_information"))
        assert not given(*closed_case, CaseReopened(reason="new_information")).state.intake_closed


class WhenReopened:
    def test_reopening_again_is_nothing_new(self, closed_case):
        history = (*closed_case, CaseReopened(reason="retrial"))
        given(*history).when(ReopenCase(case_id=CASE, reason="new_information")).nothing()
        given(*history).when(retrial).nothing()
        given(*history).when(NotePartReopened(case_id=CASE, part="aftercare", reason="aftercare_reopened")).nothing()

    @pytest.mark.parametrize("order", list(permutations((legal_closed, aftercare_closed))))
    def test_every_part_closes_again_before_it_does_and_once(self, closed_case, order):
        events = play((*closed_case, CaseReopened(reason="retrial")), order)
        assert times_closed(events) == 2
        assert isinstance(given(*events).state.stage, Closed)

    def test_where_intake_asked_for_it_its_own_part_closes_again_too(self, closed_case):
        history = (*closed_case, CaseReopened(reason="new_information"))
        events = play(history, [legal_closed, aftercare_closed])
        assert isinstance(given(*events).state.stage, Opened)
        given(*events).when(close_intake).emits(IntakePartClosed, CaseClosed)


class WhenNeverOpened:
    def test_only_a_closed_case_is_reopened(self, referred):
        given(*referred).when(ReopenCase(case_id=CASE, reason="new_information")).rejects(CaseNotOpen)

    def test_a_note_may_be_the_first_that_is_heard_of_a_case(self):
        given().when(legal_closed).emits(PartCloseNoted)
        given().when(retrial).emits(PartOpened)
