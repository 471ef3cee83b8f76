"""Going home and after: what a return wants, what of it is refused, and the follow-ups it starts."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from aftercare import asked, definitions, streams, survivor
from aftercare.case_care.state import CaseCare, Victim
from aftercare.deadlines import COMMANDS
from aftercare.months import later
from aftercare.survivor.best_interests import AgainstBestInterests, BestInterestsDetermined, BestInterestsFirst
from aftercare.survivor.care import CareStarted
from aftercare.survivor.follow_up import (
    CallFollowUp,
    FollowUpFellDue,
    FollowUpMissed,
    FollowUpVisited,
    MissFollowUp,
    NeverWentHome,
    RecordFollowUpVisited,
)
from aftercare.survivor.going_home import (
    AssessFamily,
    CheckReturnRisk,
    DangerAtHome,
    FamilyAssessed,
    PlanReintegration,
    RecordReintegrated,
    Reintegrate,
    Reintegrated,
    ReintegrationPlanned,
    ReturnNotChecked,
    ReturnRiskChecked,
)
from aftercare.survivor.outcome import SurvivorExited
from aftercare.survivor.placement import PlacementEnded, PlacementStarted
from aftercare.survivor.safety_plan import SafetyPlanDocument, SafetyPlanSet, SetSafetyPlan
from casework import TaskOpened
from throughline.domain import Actor, Deadline, Elapsed, Event, Moment, OnStream, Sealed
from throughline.testing.given import CASE, NAMESPACE, NOW, Given, Outcome, scenario

all_of = scenario(survivor.aggregate(definitions.policy(), definitions.instruments()))

WOMAN, ORG, REF, PLACEMENT = (uuid5(NAMESPACE, name) for name in ("woman", "org", "ref", "placement"))
DIRECTOR = Actor(uuid5(NAMESPACE, "director"), "director", frozenset({"*"}))
WORKER = Actor(uuid5(NAMESPACE, "worker"), "social_worker", frozenset({"*"}))
CARE = streams.care_of(CASE).stream_id

started = CareStarted()
checked = ReturnRiskChecked(answer="none_known")
planned = SafetyPlanSet(plan_ref=REF, review_on=date(2026, 9, 1))
in_favour = BestInterestsDetermined(about="return", decision="in_favour", child_heard=True, authority_org_id=ORG)
home = Reintegrate(case_id=CASE, survivor_id=WOMAN, into="family")
went = RecordReintegrated(case_id=CASE, survivor_id=WOMAN, into="family")


def given(*events: Event, child: str | None = "no") -> Given:
    care = CaseCare(opened=True, victims={WOMAN: Victim(is_child=child)})
    return all_of(started, *events).seeing({CARE: care})


def asked_for(outcome: Outcome) -> list[str]:
    events = (item.event for item in outcome.decided or [] if isinstance(item, OnStream))
    return [event.kind for event in events if isinstance(event, TaskOpened)]


class WhenAnAdultGoesHome:
    def test_it_is_recorded_whatever_is_missing_and_the_check_asked_for(self) -> None:
        outcome = given().when(went)
        assert (outcome.decided or [])[0] == Reintegrated(into="family")
        assert asked_for(outcome) == [asked.RETURN_CHECK]

    def test_ours_too_where_no_danger_is_known(self) -> None:
        assert asked_for(given().when(home, by=WORKER)) == [asked.RETURN_CHECK]
        given(checked).when(home, by=WORKER).then(Reintegrated(into="family"))

    def test_not_by_us_into_the_household_of_somebody_restrained_without_plan_and_supervisor(self) -> None:
        present = ReturnRiskChecked(answer="present")
        given(present).when(home, by=DIRECTOR).rejects(DangerAtHome)
        given(present, planned).when(home, by=WORKER).rejects(DangerAtHome)
        given(present, planned).when(home, by=DIRECTOR).emits(Reintegrated)
        given(present).when(went).emits(Reintegrated)

    def test_her_placement_with_us_ends(self) -> None:
        placed = PlacementStarted(
            placement_id=PLACEMENT,
            survivor_id=WOMAN,
            type=Sealed.of("shelter"),
            liberty="free_to_leave",
            facility_ref=REF,
        )
        given(checked, placed).when(went).then(
            Reintegrated(into="family"), PlacementEnded(placement_id=PLACEMENT, reason="planned")
        )

    def test_the_same_again_is_nothing(self) -> None:
        given(checked, Reintegrated(into="family")).when(went).nothing()


@pytest.mark.parametrize("child", ["yes", "presumed", None])
class WhenSheIsAChildOrMayBe:
    def test_she_goes_nowhere_unchecked(self, child: str | None) -> None:
        given(in_favour, child=child).when(home).rejects(ReturnNotChecked)
        given(in_favour, child=child).when(went).holds(ReturnNotChecked)

    def test_nor_on_a_check_that_is_too_old_or_made_good_by_a_date(self, child: str | None) -> None:
        old = ReturnRiskChecked(answer="none_known").on(Moment(NOW - timedelta(days=15)))
        given(old, in_favour, child=child).when(home).rejects(ReturnNotChecked)
        dated = home.model_copy(update={"occurred_on": Moment(NOW - timedelta(days=10))})
        given(old, in_favour, child=child).when(dated).rejects(ReturnNotChecked)

    def test_nor_without_or_against_the_authoritys_word(self, child: str | None) -> None:
        given(checked, child=child).when(home).rejects(BestInterestsFirst)
        against = in_favour.model_copy(update={"decision": "against"})
        given(checked, against, child=child).when(home).rejects(AgainstBestInterests)

    def test_with_both_she_does(self, child: str | None) -> None:
        given(checked, in_favour, child=child).when(home).emits(Reintegrated)

    def test_an_unknown_danger_wants_a_plan_and_the_supervisor(self, child: str | None) -> None:
        unknown = ReturnRiskChecked(answer="unknown")
        given(unknown, in_favour, child=child).when(home, by=DIRECTOR).rejects(DangerAtHome)
        given(unknown, in_favour, planned, child=child).when(home, by=DIRECTOR).emits(Reintegrated)


class WhenItIsPrepared:
    def test_family_plan_and_check_are_said(self) -> None:
        family = AssessFamily(case_id=CASE, survivor_id=WOMAN, suitability="suitable")
        given().when(family).then(FamilyAssessed(survivor_id=WOMAN, suitability=Sealed.of("suitable")))
        plan = PlanReintegration(case_id=CASE, survivor_id=WOMAN, into="kin")
        given().when(plan).then(ReintegrationPlanned(into="kin"))
        given(ReintegrationPlanned(into="kin")).when(plan).nothing()

    def test_danger_asks_for_a_safety_plan(self) -> None:
        check = CheckReturnRisk(case_id=CASE, survivor_id=WOMAN, answer="present")
        assert asked_for(given().when(check, by=DIRECTOR)) == [asked.SAFETY_PLAN]
        assert asked_for(given(planned).when(check, by=DIRECTOR)) == []

    def test_the_plan_itself_is_in_the_vault(self) -> None:
        document = SafetyPlanDocument(subjects=frozenset({WOMAN}), text="who to call")
        plan = SetSafetyPlan(case_id=CASE, survivor_id=WOMAN, plan=document, review_on=date(2026, 9, 1))
        outcome = given().when(plan)
        (event,) = outcome.emits(SafetyPlanSet)
        assert event == SafetyPlanSet(plan_ref=outcome.command.ref("plan"), review_on=date(2026, 9, 1))


class WhenSheIsHome:
    day = Moment.parse("2026-01-31")
    gone_home = Reintegrated(into="family").on(day)
    history = (checked, gone_home)

    @property
    def since(self) -> UUID:
        return given(*self.history).state.reintegrated.event_id

    def command(self, kind: type[Any], months: int) -> Any:
        return kind(case_id=CASE, survivor_id=WOMAN, since=self.since, months=months)

    def test_follow_ups_come_at_1_3_6_and_12_months(self) -> None:
        named = [one for one in given(*self.history).deadlines() if isinstance(one, Deadline)]
        due = [one for one in named if one.clock == "follow_up"]
        assert [one.due_at.date() for one in due] == [
            date(2026, 2, 28),
            date(2026, 4, 30),
            date(2026, 7, 31),
            date(2027, 1, 31),
        ]
        elapsed = Elapsed("follow_up", due[1].subject, due[1].due_at, CASE, WOMAN)
        assert COMMANDS["follow_up"](elapsed) == self.command(CallFollowUp, 3)

    def test_one_that_falls_due_is_somebodys_task(self) -> None:
        outcome = given(*self.history).when(self.command(CallFollowUp, 3))
        assert (outcome.decided or [])[0] == FollowUpFellDue(months=3, due_on=date(2026, 4, 30))
        assert asked_for(outcome) == [asked.FOLLOW_UP]

    def test_a_visit_answers_what_is_due(self) -> None:
        due = FollowUpFellDue(months=1, due_on=date(2026, 2, 28))
        visit = RecordFollowUpVisited(case_id=CASE, survivor_id=WOMAN, mode="visit", outcome="safe")
        visited = FollowUpVisited(mode="visit", outcome="safe", months=(1,))
        given(*self.history, due).when(visit).then(visited)
        given(*self.history, due, visited).when(visit).nothing()
        given(*self.history, due, visited).when(self.command(MissFollowUp, 1)).nothing()

    def test_who_was_not_safe_or_not_found_is_somebodys_task(self) -> None:
        at_risk = RecordFollowUpVisited(case_id=CASE, survivor_id=WOMAN, mode="visit", outcome="at_risk")
        assert asked_for(given(*self.history).when(at_risk)) == [asked.SAFETY_PLAN]
        gone = at_risk.model_copy(update={"outcome": "not_found"})
        assert asked_for(given(*self.history).when(gone)) == [asked.CONTACT]

    def test_an_early_visit_counts_for_the_one_it_names(self) -> None:
        early = RecordFollowUpVisited(case_id=CASE, survivor_id=WOMAN, mode="phone", outcome="safe", months=6)
        visited = FollowUpVisited(mode="phone", outcome="safe", months=(6,))
        given(*self.history).when(early).then(visited)
        given(*self.history, visited).when(self.command(CallFollowUp, 6)).nothing()

    def test_one_that_nobody_made_is_missed_and_asks_for_contact(self) -> None:
        due = FollowUpFellDue(months=1, due_on=date(2026, 2, 28))
        outcome = given(*self.history, due).when(self.command(MissFollowUp, 1))
        assert (outcome.decided or [])[0] == FollowUpMissed(months=1)
        assert asked_for(outcome) == [asked.CONTACT]

    def test_nothing_falls_due_after_she_left_or_of_an_earlier_return(self) -> None:
        given(*self.history, SurvivorExited(reason="moved")).when(self.command(CallFollowUp, 1)).nothing()
        again = Reintegrated(into="kin").on(Moment.parse("2026-05-01"))
        given(*self.history, again).when(self.command(CallFollowUp, 1)).nothing()

    def test_a_visit_of_somebody_in_care_is_held(self) -> None:
        visit = RecordFollowUpVisited(case_id=CASE, survivor_id=WOMAN, mode="visit", outcome="safe")
        given().when(visit).holds(NeverWentHome)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-01-31", 1, "2026-02-28"), ("2027-11-30", 3, "2028-02-29"), ("2026-06-15", 12, "2027-06-15")],
)
def test_months_are_calendar_months(day: str, months: int, then: str) -> None:
    assert later(date.fromisoformat(day), months) == date.fromisoformat(then)
