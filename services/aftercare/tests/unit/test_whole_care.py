"""Children in placements, plans and goals, risk and due assessments, court, harm done again, cover and merged cases."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid5

import pytest
from aftercare import asked, assessment, case_care, definitions, streams, survivor
from aftercare.assessment.risk import AssessmentFellDue, AssessRisk, CallAssessment, RiskAssessed
from aftercare.assessment.scoring import AssessorNotCertified, CompleteAssessment, NotInCare, complete
from aftercare.assessment.state import UnderWay
from aftercare.case_care.closing import AftercareReopened, CloseAftercarePart
from aftercare.case_care.covering import (
    CaseworkerCoverSet,
    CoverEndsBeforeItBegins,
    NotASurvivorHere,
    SetCaseworkerCover,
)
from aftercare.case_care.enrolment import EnrolOnLegalBasis, SurvivorEnrolled
from aftercare.case_care.hearings import HearingNoted, NoteHearing
from aftercare.case_care.merging import CaseMergeNoted, CaseSplitNoted, NoteCaseMerge, NoteCaseSplit
from aftercare.case_care.people import CareOpened, VictimNoted
from aftercare.case_care.rules import CaseMerged
from aftercare.case_care.state import CaseCare, Victim
from aftercare.case_care.statements import ReadinessStated, SafetyConcernStated, StateSafetyConcern
from aftercare.survivor.assessed import AssessmentNoted
from aftercare.survivor.best_interests import (
    BestInterestsDetermined,
    BestInterestsFirst,
    CheckBestInterests,
    RecordBestInterestsDetermined,
)
from aftercare.survivor.care import AssignCaseworker, CareStarted, CaseworkerAssigned
from aftercare.survivor.court import CourtPreparationFellDue
from aftercare.survivor.cover import CoverNoted, CoverOver, looking_after
from aftercare.survivor.outcome import ExitSurvivor, RestorationReversed, SurvivorExited
from aftercare.survivor.placement import PlacementEnded, PlacementStarted, StartPlacement
from aftercare.survivor.plan import (
    AchieveGoal,
    CallPlanReview,
    CarePlanApproved,
    CarePlanDrafted,
    CarePlanReviewed,
    DropGoal,
    Goal,
    GoalAchieved,
    GoalDropped,
    NoSuchGoal,
    PlanNotApproved,
    ReviewCarePlan,
)
from aftercare.survivor.revictimisation import RecordRevictimisation, RevictimisationReported
from aftercare.survivor.safety_plan import SafetyPlanDocument, SafetyPlanSet, SetSafetyPlan
from aftercare.survivor.state import Preparation, Restored, Survivor
from aftercare.survivor.testimony import (
    CourtAccompanied,
    PostTestimonyCareGiven,
    RecordCourtAccompanied,
    RecordPostTestimonyCare,
)
from casework import TaskDone, TaskOpened
from throughline.domain import Actor, Deadline, Event, Moment, OnStream, Sealed
from throughline.testing.given import CASE, NAMESPACE, NOW, Given, Outcome, scenario

ALL_OF_CARE = survivor.aggregate(definitions.policy(), definitions.instruments())
of_survivor = scenario(ALL_OF_CARE)
of_case = scenario(case_care.AGGREGATE)
of_assessment = scenario(assessment.aggregate(definitions.instruments()))

WOMAN, SISTER, ORG, REF, PLACEMENT, PLAN, HEARING, OLD, CONSENT, CASE_B = (
    uuid5(NAMESPACE, name)
    for name in ("woman", "sister", "org", "ref", "placement", "plan", "hearing", "old", "consent", "case b")
)
WORKER, COVER = (Actor(uuid5(NAMESPACE, name), "social_worker", frozenset({"*"})) for name in ("worker", "cover"))
CARE = streams.care_of(CASE).stream_id
TODAY = NOW.date()
started = CareStarted()


def given(*events: Event, child: str | None = "no", **care: Any) -> Given:
    known = CaseCare(opened=True, victims={WOMAN: Victim(is_child=child)}, **care)
    return of_survivor(started, *events).seeing({CARE: known})


def own(outcome: Outcome) -> list[Event]:
    return [item for item in outcome.decided or [] if not isinstance(item, OnStream)]


def elsewhere(outcome: Outcome) -> list[Event]:
    return [item.event for item in outcome.decided or [] if isinstance(item, OnStream)]


def asked_for(outcome: Outcome) -> list[str]:
    return [event.kind for event in elsewhere(outcome) if isinstance(event, TaskOpened)]


class WhenAChildIsPlaced:
    place = StartPlacement(
        case_id=CASE, survivor_id=WOMAN, type="kinship_care", liberty="free_to_leave", facility_ref=REF
    )
    placed = PlacementStarted(
        placement_id=PLACEMENT, survivor_id=WOMAN, type=Sealed.of("shelter"), liberty="free_to_leave", facility_ref=REF
    )
    over = PlacementEnded(placement_id=PLACEMENT, reason="planned")
    word = BestInterestsDetermined(about="placement", decision="in_favour", child_heard=True, authority_org_id=ORG)
    look = CheckBestInterests(case_id=CASE, survivor_id=WOMAN, placement_id=PLACEMENT)

    @pytest.mark.parametrize("child", ["yes", "presumed", None])
    def test_after_72_hours_another_one_wants_the_authoritys_word(self, child: str | None) -> None:
        given(child=child).later(hours=71).when(self.place).emits(PlacementStarted)
        given(child=child).later(hours=73).when(self.place).rejects(BestInterestsFirst)
        given(self.word, child=child).later(hours=73).when(self.place).emits(PlacementStarted)

    def test_an_adult_is_placed_at_any_time(self) -> None:
        given().later(hours=73).when(self.place).emits(PlacementStarted)

    def test_staying_longer_than_72_hours_asks_for_it(self) -> None:
        assert Deadline("best_interests", str(PLACEMENT), NOW + timedelta(hours=72)) in given(self.placed).deadlines()
        assert asked_for(given(self.placed, child="yes").when(self.look)) == [asked.BEST_INTERESTS]
        given(self.placed).when(self.look).nothing()
        given(self.placed, self.word, child="yes").when(self.look).nothing()
        given(self.placed, self.over, child="yes").when(self.look).nothing()

    def test_the_word_is_recorded_once(self) -> None:
        record = RecordBestInterestsDetermined(case_id=CASE, survivor_id=WOMAN, **self.word.model_dump())
        given().when(record).then(self.word)
        given(self.word).when(record).nothing()


class WhenHerPlanIsFollowed:
    goal = Goal(domain="safety", goal="safe_housing", target_date=date(2026, 12, 1))
    drafted, approved = CarePlanDrafted(plan_id=PLAN, goals=(goal,)), CarePlanApproved(plan_id=PLAN)
    about: ClassVar[dict[str, Any]] = {"case_id": CASE, "survivor_id": WOMAN, "plan_id": PLAN}

    def test_a_review_says_when_the_next_one_is(self) -> None:
        review = ReviewCarePlan(**self.about)
        given(self.drafted, self.approved).when(review).then(
            CarePlanReviewed(plan_id=PLAN, next_review_on=(NOW + timedelta(days=90)).date())
        )
        given(self.drafted).when(review).rejects(PlanNotApproved)

    def test_it_is_asked_for_every_90_days(self) -> None:
        deadlines = given(self.drafted, self.approved).deadlines()
        assert Deadline("care_plan_review", str(PLAN), NOW + timedelta(days=90)) in deadlines
        call = CallPlanReview(**self.about)
        assert asked_for(given(self.drafted, self.approved).when(call)) == [asked.REVIEW_PLAN]
        given(self.drafted, self.approved, SurvivorExited(reason="moved")).when(call).nothing()

    def test_goals_are_achieved_or_dropped_for_a_reason(self) -> None:
        achieve = AchieveGoal(**self.about, domain="safety", goal="safe_housing")
        drop = DropGoal(**self.about, domain="safety", goal="safe_housing", reason="her_wish")
        achieved = GoalAchieved(plan_id=PLAN, domain="safety", goal="safe_housing")
        history = (self.drafted, self.approved)
        given(*history).when(achieve).then(achieved)
        given(*history, achieved).when(achieve).nothing()
        given(*history).when(drop).then(
            GoalDropped(plan_id=PLAN, domain="safety", goal="safe_housing", reason="her_wish")
        )
        given(*history).when(achieve.model_copy(update={"goal": "other"})).rejects(NoSuchGoal)


class WhenRiskIsAssessed:
    seen: ClassVar[dict[UUID, object]] = {WOMAN: Survivor(started=True)}
    risk = AssessRisk(case_id=CASE, survivor_id=WOMAN, level="high", domains=("household", "community"))

    def test_a_high_one_states_a_concern_and_asks_for_a_safety_plan(self) -> None:
        outcome = of_assessment().seeing(self.seen).when(self.risk)
        domains = Sealed.of(["community", "household"])
        assert own(outcome) == [RiskAssessed(survivor_id=WOMAN, level=Sealed.of("high"), domains=domains)]
        concern, task = elsewhere(outcome)
        assert concern == SafetyConcernStated(survivor_id=WOMAN, level="high", new_crime=False)
        assert isinstance(task, TaskOpened)
        assert (task.kind, task.due_at) == (asked.SAFETY_PLAN, NOW + timedelta(hours=24))

    def test_a_low_one_stays_here(self) -> None:
        low = self.risk.model_copy(update={"level": "low"})
        of_assessment().seeing(self.seen).when(low).emits(RiskAssessed)

    def test_only_of_somebody_in_care(self) -> None:
        of_assessment().when(self.risk).rejects(NotInCare)


class WhenAnAssessmentIsDue:
    def due_on(self, *events: Event) -> date:
        (*_, last) = [one for one in given(*events).deadlines() if isinstance(one, Deadline)]
        assert (last.clock, last.subject) == ("assessment", "next")
        return last.due_at.date()

    def noted(self, kind: Any, day: str, name: str, corrects: UUID | None = None) -> AssessmentNoted:
        return AssessmentNoted(
            assessment_id=uuid5(NAMESPACE, name), kind=kind, completed_on=Moment.parse(day), corrects=corrects
        )

    def test_within_30_days_then_after_six_months_then_yearly(self) -> None:
        first, second = self.noted("intake", "2026-06-20", "first"), self.noted("six_month", "2026-12-28", "second")
        assert self.due_on() == (NOW + timedelta(days=30)).date()
        assert self.due_on(first) == date(2026, 12, 20)
        assert self.due_on(first, second) == date(2027, 12, 28)

    def test_a_correction_stands_in_place_of_what_it_corrects(self) -> None:
        first = self.noted("intake", "2026-06-20", "first")
        right = self.noted("intake", "2026-06-10", "right", first.assessment_id)
        assert self.due_on(first, right) == date(2026, 12, 10)

    def test_the_clock_says_so_once_and_asks(self) -> None:
        call = CallAssessment(case_id=CASE, survivor_id=WOMAN, due_on=date(2026, 7, 1))
        seen: dict[UUID, object] = {WOMAN: Survivor(started=True, started_at=NOW)}
        outcome = of_assessment().seeing(seen).when(call)
        due = AssessmentFellDue(survivor_id=WOMAN, kind="intake", due_on=date(2026, 7, 1))
        assert own(outcome) == [due]
        assert asked_for(outcome) == [asked.ASSESS]
        of_assessment(due).seeing(seen).when(call).nothing()

    def test_not_of_somebody_who_left_or_was_assessed(self) -> None:
        call = CallAssessment(case_id=CASE, survivor_id=WOMAN, due_on=date(2026, 7, 1))
        of_assessment().when(call).nothing()
        done = of_survivor(started, self.noted("intake", "2026-06-20", "first")).state
        of_assessment().seeing({WOMAN: done}).when(call).nothing()

    def test_an_instrument_for_the_certified_wants_a_certificate(self) -> None:
        instrument = replace(definitions.instruments()["aso-placeholder-0"], certified_only=True)
        scores: Any = dict.fromkeys(instrument.subdomains, 3)
        under_way = UnderWay(WOMAN, "aso", "placeholder-0", WORKER.id, scores=scores)
        command = CompleteAssessment(case_id=CASE, assessment_id=REF, environment="current")
        with pytest.raises(AssessorNotCertified):
            complete(under_way, command, instrument)
        assert complete(under_way, command.model_copy(update={"certificate": "UA-1"}), instrument)


class WhenCourtComes:
    def test_who_went_with_her_and_who_cared_after_is_recorded(self) -> None:
        beside = RecordCourtAccompanied(case_id=CASE, survivor_id=WOMAN, hearing_id=HEARING)
        after = RecordPostTestimonyCare(case_id=CASE, survivor_id=WOMAN, hearing_id=HEARING)
        given().when(beside).then(CourtAccompanied(hearing_id=HEARING))
        given(CourtAccompanied(hearing_id=HEARING)).when(beside).nothing()
        given().when(after).then(PostTestimonyCareGiven(hearing_id=HEARING))
        given(PostTestimonyCareGiven(hearing_id=HEARING)).when(after).nothing()

    @pytest.mark.parametrize(("days_ago", "again"), [(29, False), (31, True)])
    def test_what_she_said_of_an_adjourned_hearing_carries_over_for_30_days(self, days_ago: int, again: bool) -> None:
        said = Preparation(sessions=1, last=(Moment(NOW - timedelta(days=days_ago)), "yes"))
        seen: dict[UUID, object] = {WOMAN: Survivor(started=True, preparations={OLD: said})}
        new = NoteHearing(
            case_id=CASE,
            hearing_id=HEARING,
            type="testimony",
            on=Moment(NOW + timedelta(days=20)),
            witness_ids=(WOMAN,),
            state="scheduled",
            continues=OLD,
        )
        enrolled = SurvivorEnrolled(survivor_id=WOMAN, legal_basis="public_mandate")
        known = of_case(CareOpened(), VictimNoted(victim_id=WOMAN), enrolled).seeing(seen)
        if again:
            known.when(new).emits(HearingNoted, CourtPreparationFellDue)
        else:
            stated = ReadinessStated(hearing_id=HEARING, witness_id=WOMAN, ready="yes")
            known.when(new).then(HearingNoted(**new.fields()), stated)


class WhenSheIsHarmedAgain:
    report = RecordRevictimisation(case_id=CASE, survivor_id=WOMAN, kind="threat")
    concern = SafetyConcernStated(survivor_id=WOMAN, level="high", new_crime=True)

    def test_others_learn_how_much_in_the_same_append(self) -> None:
        outcome = given().when(self.report)
        (reported,) = own(outcome)
        assert isinstance(reported, RevictimisationReported)
        assert (reported.survivor_id, reported.kind.value) == (WOMAN, "threat")
        assert elsewhere(outcome)[0] == self.concern
        assert asked_for(outcome) == [asked.CONTACT]
        given(reported).when(self.report).nothing()
        worse = self.report.model_copy(update={"kind": "physical_violence"})
        assert elsewhere(given(reported).when(worse))[0] == self.concern

    def test_a_restoration_is_reversed_and_a_closed_part_reopened(self) -> None:
        restored = Survivor(started=True, stage=Restored(REF))
        closed = CaseCare(opened=True, covers=(WOMAN,))
        command = given().when(self.report).command
        decided = ALL_OF_CARE.decide(restored, command, {CARE: closed})
        events = [getattr(item, "event", item) for item in decided]
        assert RestorationReversed(because="new_crime") in events
        assert AftercareReopened(reason="revictimisation_reported") in events


class WhenHerCaseworkerIsAway:
    hers = CaseworkerAssigned(worker_id=WORKER.id)
    cover = CoverNoted(worker_id=COVER.id, **{"from": TODAY, "to": TODAY + timedelta(days=3)})
    set_cover = SetCaseworkerCover(
        case_id=CASE,
        survivor_ids=(WOMAN,),
        worker_id=COVER.id,
        **{"from": TODAY, "to": TODAY + timedelta(days=3)},
    )
    enrolled = (CareOpened(), SurvivorEnrolled(survivor_id=WOMAN, legal_basis="public_mandate"))

    def test_the_cover_is_known_on_her_own_stream(self) -> None:
        noted = CaseworkerCoverSet(survivor_ids=(WOMAN,), **self.cover.model_dump(by_alias=True))
        of_case(*self.enrolled).when(self.set_cover).then(noted, OnStream(streams.survivor(WOMAN), self.cover))
        covered = of_survivor(started, self.cover).state
        of_case(*self.enrolled, noted).seeing({WOMAN: covered}).when(self.set_cover).nothing()

    def test_it_ends_after_it_begins_and_is_of_a_survivor_here(self) -> None:
        wrong = self.set_cover.model_copy(update={"to_on": TODAY - timedelta(days=1)})
        of_case(*self.enrolled).when(wrong).rejects(CoverEndsBeforeItBegins)
        of_case(CareOpened()).when(self.set_cover).rejects(NotASurvivorHere)

    def test_the_cover_may_what_she_may_on_those_days_only(self) -> None:
        assign = AssignCaseworker(case_id=CASE, survivor_id=WOMAN, worker_id=COVER.id)
        history = given(self.hers, self.cover)
        assert looking_after(history.state) == {WORKER.id, COVER.id}
        history.when(assign, by=COVER).emits(CaseworkerAssigned)
        history.later(days=4).when(assign, by=COVER).rejects(CoverOver)
        assert looking_after(given().state) is None


class WhenTheCaseIsMerged:
    merge = NoteCaseMerge(case_id=CASE, surviving_case_id=CASE_B)
    merged = CaseMergeNoted(surviving_case_id=CASE_B)

    def test_it_is_noted_and_somebody_moves_her_care(self) -> None:
        enrolled = SurvivorEnrolled(survivor_id=WOMAN, consent_id=CONSENT)
        of_case(CareOpened(), enrolled).when(self.merge).emits(CaseMergeNoted, TaskOpened)
        of_case(CareOpened(), self.merged).when(self.merge).nothing()
        split = NoteCaseSplit(case_id=CASE, new_case_id=CASE_B)
        of_case(CareOpened()).when(split).then(CaseSplitNoted(new_case_id=CASE_B))
        of_case(CareOpened(), CaseSplitNoted(new_case_id=CASE_B)).when(split).nothing()

    def test_decisions_are_refused_with_the_case_that_goes_on(self) -> None:
        enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=WOMAN, legal_basis="vital_interest")
        refused = of_case(CareOpened(), VictimNoted(victim_id=WOMAN), self.merged).when(enrol)
        refused.rejects(CaseMerged)
        assert str(CASE_B) in str(refused.rejected)
        close = CloseAftercarePart(case_id=CASE, outcome_summary="done")
        of_case(CareOpened(), self.merged).when(close).rejects(CaseMerged)

    def test_the_care_that_began_under_its_number_goes_on_there(self) -> None:
        beside = RecordCourtAccompanied(case_id=CASE, survivor_id=WOMAN, hearing_id=HEARING)
        given(merged_into=CASE_B).when(beside).emits(CourtAccompanied)
        document = SafetyPlanDocument(subjects=frozenset({WOMAN}), text="who to call")
        plan = SetSafetyPlan(case_id=CASE, survivor_id=WOMAN, plan=document, review_on=TODAY)
        given(merged_into=CASE_B).when(plan).emits(SafetyPlanSet)
        base = (CareOpened(), VictimNoted(victim_id=WOMAN), SurvivorEnrolled(survivor_id=WOMAN), self.merged)
        concern = StateSafetyConcern(case_id=CASE, survivor_id=WOMAN, level="high", new_crime=False)
        of_case(*base).when(concern).emits(SafetyConcernStated)


def test_leaving_care_takes_back_what_was_asked() -> None:
    task = TaskOpened(
        task_id=REF,
        kind=asked.EMERGENCY_CARE,
        role="social_worker",
        due_at=NOW,
        urgency="urgent",
        because=(HEARING,),
        subjects=(WOMAN,),
    )
    known = of_case(CareOpened(), task).state
    leave = ExitSurvivor(case_id=CASE, survivor_id=WOMAN, reason="moved")
    outcome = of_survivor(started).seeing({CARE: known}).when(leave)
    assert [type(event) for event in elsewhere(outcome)] == [TaskDone]
