"""Closing and reopening: in the append that makes it true, once, whatever comes last."""

from datetime import date
from itertools import permutations
from uuid import uuid5

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st
from intake.case import (
    AGGREGATE,
    ApproveOperation,
    AssistanceRequested,
    AuthoriseInvestigation,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CloseIntakePart,
    IntakePartClosed,
    NotePartClose,
    NotePartReopened,
    OperationAborted,
    PartCloseNoted,
    PartOpened,
    PlanOperation,
    RecordAssistanceRequested,
    RecordOperationAborted,
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
from intake.case.open import CaseNotOpen, IntakePartIsClosed
from intake.case.operations import OperationPlan
from intake.case.parts import OperationPending, VictimsUnaccountedFor
from intake.case.referral import DuplicateCheck
from intake.case.state import Closed, Opened
from intake.case.victims import EncounteredVictim
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, recorded, scenario

given = scenario(AGGREGATE)

VICTIM, SUSPECT, OTHER, OPERATION = (uuid5(NAMESPACE, name) for name in ("victim", "suspect", "other", "operation"))
POLICE = uuid5(NAMESPACE, "police")
close_intake = CloseIntakePart(case_id=CASE, reason="handed_over")
legal_closed = NotePartClose(case_id=CASE, part="legal", covers=(SUSPECT,), outcome="all_final")
aftercare_closed = NotePartClose(case_id=CASE, part="aftercare", covers=(VICTIM,), outcome="restored")
THREE = (close_intake, legal_closed, aftercare_closed)
suspect = RecordSuspect(case_id=CASE, suspect_id=OTHER, roles=("Transporter",))
legal_again = NotePartReopened(case_id=CASE, part="legal", reason="legal_reopened")
care_again = NotePartReopened(case_id=CASE, part="aftercare", reason="aftercare_reopened")
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
reopen = ReopenCase(case_id=CASE, reason="new_information")
plan = PlanOperation(
    case_id=CASE,
    authority_org_id=POLICE,
    window="week",
    social_worker_id=OTHER,
    plan=OperationPlan(day=date(2026, 6, 8), place="there", team=()),
)
closed = CaseClosed(outcome="parts_completed")
POSSIBLE, NO_VICTIM = ("PossibleVictimOfTrafficking", "official"), ("NotAVictimOfTrafficking", "official")
VIEW_POSSIBLE, VIEW_NO_VICTIM = ((status, "agency_view") for status, _ in (POSSIBLE, NO_VICTIM))
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
            told = event.on(command.occurred_on) if command.occurred_on else event
            events.append(recorded(told, len(events) + 1))
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

    def test_a_suspect_identified_after_legal_closed_is_work_for_legal_again(self, handed_over):
        events = play(handed_over, [close_intake, legal_closed])
        given(*events).when(suspect).emits(SuspectIdentified, PartOpened)
        events = play(events, [suspect, legal_again, aftercare_closed])
        assert not times_closed(events)
        wider = legal_closed.model_copy(update={"covers": (SUSPECT, OTHER)})
        given(*events).when(wider).emits(PartCloseNoted, CaseClosed)

    @pytest.mark.parametrize(
        ("comes", "event"),
        [(ask, AssistanceRequested), (bring, VictimBroughtToSafety)],
        ids=["asks", "is rescued"],
    )
    def test_who_comes_again_after_her_care_closed_is_work_for_aftercare_again(self, handed_over, comes, event):
        """Aftercare says so too once it hears of her, and closes again with the same people."""
        events = play(handed_over, [aftercare_closed])
        comes = comes.model_copy(update={"occurred_on": Moment.parse("2026-06-20")})
        _, opened = given(*events).when(comes).emits(event, PartOpened)
        assert opened.part == "aftercare"
        events = play(events, [comes, care_again, close_intake, legal_closed])
        assert not times_closed(events)
        given(*events).when(aftercare_closed).emits(PartCloseNoted, CaseClosed)

    def test_what_is_learned_late_of_a_time_before_the_last_known_is_no_new_work(self, handed_over):
        earlier = bring.model_copy(update={"occurred_on": Moment.parse("2026-01-20")})
        given(*play(handed_over, [aftercare_closed])).when(earlier).emits(VictimBroughtToSafety)

    def test_a_close_that_names_too_few_is_noted_as_it_is_told(self, handed_over):
        nobody = aftercare_closed.model_copy(update={"covers": ()})
        given(*handed_over).when(nobody).emits(PartCloseNoted)

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

    def test_nothing_is_begun_that_the_case_would_not_wait_for(self, planned):
        history = (*planned, IntakePartClosed(reason="handed_over"))
        given(*history).when(AuthoriseInvestigation(case_id=CASE, scope="online")).rejects(IntakePartIsClosed)
        given(*history).when(plan).rejects(IntakePartIsClosed)
        given(*history).when(ApproveOperation(case_id=CASE, operation_id=OPERATION)).rejects(IntakePartIsClosed)

    def test_the_director_puts_it_to_work_again(self, handed_over):
        history = (*handed_over, IntakePartClosed(reason="handed_over"))
        given(*history).when(reopen).then(PartOpened(part="intake"))
        events = play(history, [reopen, legal_closed, aftercare_closed])
        assert not times_closed(events)
        given(*events).when(reopen).nothing()
        given(*events).when(close_intake).emits(IntakePartClosed, CaseClosed)

    def test_a_case_does_not_close_over_a_pending_operation(self, planned):
        history = (*planned, IntakePartClosed(reason="handed_over"))
        assert not given(*history).state.complete
        abort = RecordOperationAborted(case_id=CASE, operation_id=OPERATION, reason="unsafe")
        given(*history).when(abort).emits(OperationAborted, CaseClosed)


class WhenAPartIsClosed:
    def test_the_same_close_again_is_nothing_new(self, handed_over):
        events = play(handed_over, [legal_closed])
        given(*events).when(legal_closed).nothing()

    def test_a_part_at_work_again_has_to_close_again(self, handed_over):
        events = play(handed_over, [close_intake, legal_closed])
        given(*events).when(legal_again).then(PartOpened(part="legal"))
        events = play(events, [legal_again, aftercare_closed])
        assert not times_closed(events)
        given(*events).when(legal_closed).emits(PartCloseNoted, CaseClosed)

    def test_a_part_at_work_needs_no_word_of_it(self, handed_over):
        given(*handed_over).when(legal_again).nothing()


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
                bring.model_copy(update={"occurred_on": Moment.parse("2026-06-20")}),
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
        _, reopened = given(*closed_case).later(days=1).when(fact).emits(event, CaseReopened)
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

    def test_a_part_that_is_at_work_again_reopens_it(self, closed_case):
        given(*closed_case).when(legal_again).then(CaseReopened(reason="legal_reopened"))

    def test_a_part_that_was_never_opened_opens_with_the_reopening(self, open_case):
        history = play(open_case, [CloseIntakePart(case_id=CASE, reason="other")])
        given(*history).when(legal_again).then(CaseReopened(reason="legal_reopened"), PartOpened(part="legal"))

    def test_a_first_suspect_reopens_it_and_opens_legal(self, open_case):
        history = play(open_case, [CloseIntakePart(case_id=CASE, reason="no_victims_found")])
        given(*history).when(suspect).emits(SuspectIdentified, CaseReopened, PartOpened)

    def test_the_director_reopens_it_and_intake_is_at_work_again(self, closed_case):
        given(*closed_case).when(reopen).then(CaseReopened(reason="new_information"))
        assert not given(*closed_case, CaseReopened(reason="new_information")).state.intake_closed


class WhenReopened:
    def test_reopening_again_is_nothing_new(self, closed_case):
        history = (*closed_case, CaseReopened(reason="legal_reopened"))
        given(*history).when(reopen).then(PartOpened(part="intake"))
        given(*history).when(legal_again).nothing()
        given(*history).when(care_again).nothing()

    @pytest.mark.parametrize("order", list(permutations((legal_closed, aftercare_closed))))
    def test_every_part_closes_again_before_it_does_and_once(self, closed_case, order):
        events = play((*closed_case, CaseReopened(reason="legal_reopened")), order)
        assert times_closed(events) == 2
        assert isinstance(given(*events).state.stage, Closed)

    def test_where_intake_asked_for_it_its_own_part_closes_again_too(self, closed_case):
        history = (*closed_case, CaseReopened(reason="new_information"))
        events = play(history, [legal_closed, aftercare_closed])
        assert isinstance(given(*events).state.stage, Opened)
        given(*events).when(close_intake).emits(IntakePartClosed, CaseClosed)


class WhenNeverOpened:
    def test_only_a_closed_case_is_reopened(self, referred):
        given(*referred).when(reopen).rejects(CaseNotOpen)

    def test_a_note_may_be_the_first_that_is_heard_of_a_case(self):
        given().when(legal_closed).emits(PartCloseNoted)
        given().when(legal_again).emits(PartOpened)


class WhenAStatusIsDetermined:
    """Who was neither rescued nor asks is handed over by what is held of her, by the latest official word first."""

    @staticmethod
    def status(status, standing="official", on=None):
        by = "Police" if standing == "official" else "NGO"
        said = {"status": status, "standing": standing, "decided_by": by, "occurred_on": on and Moment.parse(on)}
        return RecordVictimStatus(case_id=CASE, victim_id=OTHER, **said)

    @pytest.mark.parametrize(
        ("words", "handed"),
        [
            ([POSSIBLE], True),
            ([POSSIBLE, NO_VICTIM], False),
            ([NO_VICTIM, POSSIBLE], True),
            ([VIEW_POSSIBLE], True),
            ([VIEW_POSSIBLE, NO_VICTIM], False),
            ([NO_VICTIM, VIEW_POSSIBLE], False),
            ([POSSIBLE, VIEW_NO_VICTIM], True),
            ([(*NO_VICTIM, "2026-05-02"), (*POSSIBLE, "2026-05-01")], False),
            ([(*POSSIBLE, "2026-05-01"), (*NO_VICTIM, "2026-05-02")], False),
        ],
    )
    def test_the_latest_official_word_counts_whatever_was_recorded_first(self, open_case, words, handed):
        events = play(open_case, [self.status(*word) for word in words])
        assert given(*events).state.handed_over("aftercare") == ({OTHER} if handed else set())

    def test_no_victim_ends_no_care_of_who_was_rescued_or_asks(self, handed_over):
        no = self.status(*NO_VICTIM).model_copy(update={"victim_id": VICTIM})
        assert given(*play(handed_over, [no])).state.handed_over("aftercare") == {VICTIM}

    def test_who_is_out_keeps_no_case_open(self, handed_over):
        words = [self.status(*POSSIBLE), self.status(*NO_VICTIM)]
        assert times_closed(play(handed_over, [*words, *THREE])) == 1
