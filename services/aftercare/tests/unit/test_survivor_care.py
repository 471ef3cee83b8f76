"""One survivor's care: caseworker, emergency care, plan, placement, court preparation."""

from datetime import date
from uuid import UUID, uuid5

import pytest
from aftercare import case_care, definitions, streams, survivor
from aftercare.case_care.closing import AftercareReopened
from aftercare.case_care.state import CaseCare, Hearing
from aftercare.case_care.statements import ReadinessStated
from aftercare.rules import AftercareClosed
from aftercare.survivor.care import (
    AssignCaseworker,
    CareStarted,
    CaseworkerAssigned,
    EmergencyCareProvided,
    RecordEmergencyCare,
)
from aftercare.survivor.court import CourtPreparationFellDue
from aftercare.survivor.outcome import (
    CareEnded,
    ExitSurvivor,
    NobodyTookHerOver,
    RestorationReversed,
    SurvivorExited,
)
from aftercare.survivor.placement import (
    NoOrderNamed,
    PlacementAlreadyOpen,
    PlacementEnded,
    PlacementStarted,
    RecordPlacementEnded,
    StartPlacement,
    UnknownPlacement,
)
from aftercare.survivor.plan import (
    ApproveCarePlan,
    ApproverIsAuthor,
    CarePlanApproved,
    CarePlanDrafted,
    DraftCarePlan,
    Goal,
    NoSuchPlan,
)
from aftercare.survivor.readiness import CourtPreparationDone, RecordCourtPreparation, UnknownHearing
from throughline.domain import Actor, Moment, OnStream, Sealed
from throughline.testing.given import CASE, NAMESPACE, SOMEBODY, scenario

AGGREGATE = survivor.aggregate(definitions.policy(), definitions.instruments())
given = scenario(AGGREGATE)

WOMAN, WORKER, PLAN, FACILITY, OTHER_FACILITY, PLACEMENT, HEARING, ORG = (
    uuid5(NAMESPACE, name)
    for name in ("woman", "worker", "plan", "facility", "other facility", "placement", "hearing", "org")
)
CARE = streams.care_of(CASE)
TODAY = Moment.parse("2026-06-01")
DIRECTOR = Actor(uuid5(NAMESPACE, "director"), "director", frozenset({"*"}))

started = CareStarted()
exited = SurvivorExited(reason="moved")
CLOSED: dict[UUID, object] = {CARE.stream_id: CaseCare(opened=True, covers=(WOMAN,))}


class WhenCareStarted:
    assign = AssignCaseworker(case_id=CASE, survivor_id=WOMAN, worker_id=WORKER)
    assigned = CaseworkerAssigned(worker_id=WORKER)

    def test_she_gets_one_caseworker(self) -> None:
        given(started).when(self.assign).then(self.assigned)
        given(started, self.assigned).when(self.assign).nothing()

    def test_until_then_the_office_may_act_and_then_only_her_caseworker(self) -> None:
        assert AGGREGATE.assigned(given(started).state) is None
        assert AGGREGATE.assigned(given(started, self.assigned).state) == {WORKER}
        assert "director" in AGGREGATE.overseers

    def test_emergency_care_is_recorded_once(self) -> None:
        record = RecordEmergencyCare(
            case_id=CASE, survivor_id=WOMAN, kinds=("safe_place", "medical"), occurred_on=TODAY
        )
        (provided,) = given(started).when(record).emits(EmergencyCareProvided)
        assert (provided.survivor_id, provided.kinds.value) == (WOMAN, ["medical", "safe_place"])
        given(started, provided.on(TODAY)).when(record).nothing()
        more = record.model_copy(update={"kinds": ("medical", "phone")})
        given(started, provided.on(TODAY)).when(more).emits(EmergencyCareProvided)


class WhenAPlanIsDrafted:
    goals = (Goal(domain="safety", goal="safe_housing", target_date=date(2026, 12, 1)),)
    drafted = CarePlanDrafted(plan_id=PLAN, goals=goals)
    approve = ApproveCarePlan(case_id=CASE, survivor_id=WOMAN, plan_id=PLAN)

    def test_it_carries_its_goals(self) -> None:
        draft = DraftCarePlan(case_id=CASE, survivor_id=WOMAN, goals=self.goals)
        (drafted,) = given(started).when(draft).emits(CarePlanDrafted)
        assert drafted.goals == self.goals
        given(started, self.drafted).when(draft).nothing()

    def test_somebody_else_approves_it(self) -> None:
        given(started, self.drafted).when(self.approve, by=DIRECTOR).then(CarePlanApproved(plan_id=PLAN))

    def test_its_author_does_not(self) -> None:
        given(started, self.drafted).when(self.approve, by=SOMEBODY).rejects(ApproverIsAuthor)

    def test_approved_again_is_nothing_new(self) -> None:
        given(started, self.drafted, CarePlanApproved(plan_id=PLAN)).when(self.approve, by=DIRECTOR).nothing()

    def test_only_the_latest_draft_can_be_approved(self) -> None:
        later = CarePlanDrafted(plan_id=ORG, goals=self.goals)
        given(started, self.drafted, later).when(self.approve, by=DIRECTOR).rejects(NoSuchPlan)
        given(started).when(self.approve, by=DIRECTOR).rejects(NoSuchPlan)


class WhenSheIsPlaced:
    start = StartPlacement(
        case_id=CASE, survivor_id=WOMAN, type="shelter", liberty="free_to_leave", facility_ref=FACILITY
    )
    placed = PlacementStarted(
        placement_id=PLACEMENT,
        survivor_id=WOMAN,
        type=Sealed.of("shelter"),
        liberty="free_to_leave",
        facility_ref=FACILITY,
    )
    end = RecordPlacementEnded(case_id=CASE, survivor_id=WOMAN, placement_id=PLACEMENT, reason="planned")
    ended = PlacementEnded(placement_id=PLACEMENT, reason="planned")

    def test_the_event_names_the_facility_by_reference_only(self) -> None:
        (placed,) = given(started).when(self.start).emits(PlacementStarted)
        assert placed.facility_ref == FACILITY

    def test_the_same_again_is_nothing_new(self) -> None:
        (placed,) = given(started).when(self.start).emits(PlacementStarted)
        given(started, placed).when(self.start).nothing()

    def test_the_same_place_as_another_type_is_another_placement(self) -> None:
        (placed,) = given(started).when(self.start).emits(PlacementStarted)
        other = self.start.model_copy(update={"type": "hospital"})
        given(started, placed).when(other).rejects(PlacementAlreadyOpen)

    def test_a_second_open_placement_is_refused(self) -> None:
        elsewhere = self.start.model_copy(update={"facility_ref": OTHER_FACILITY})
        given(started, self.placed).when(elsewhere).rejects(PlacementAlreadyOpen)
        given(started, self.placed, self.ended).when(elsewhere).emits(PlacementStarted)

    def test_a_closed_place_names_who_ordered_it(self) -> None:
        closed = self.start.model_copy(update={"liberty": "closed_by_order"})
        given(started).when(closed).rejects(NoOrderNamed)
        given(started).when(closed.model_copy(update={"order_authority": ORG})).emits(PlacementStarted)

    def test_its_end_is_recorded_once(self) -> None:
        given(started, self.placed).when(self.end).then(self.ended)
        given(started, self.placed, self.ended).when(self.end).nothing()

    def test_the_end_of_an_unknown_one_is_held(self) -> None:
        given(started).when(self.end).holds(UnknownPlacement)


class WhenSheWillTestify:
    due = CourtPreparationFellDue(hearing_id=HEARING, due_on=date(2026, 6, 10))
    record = RecordCourtPreparation(case_id=CASE, survivor_id=WOMAN, hearing_id=HEARING, ready="no", occurred_on=TODAY)
    done = CourtPreparationDone(hearing_id=HEARING, session=1, ready="no")

    def test_her_readiness_is_stated_in_the_same_append(self) -> None:
        stated = ReadinessStated(hearing_id=HEARING, witness_id=WOMAN, ready="no")
        given(started, self.due).when(self.record).then(self.done, OnStream(CARE, stated))

    def test_sessions_are_counted(self) -> None:
        again = self.record.model_copy(update={"ready": "yes"})
        done, _ = given(started, self.due, self.done).when(again).emits(CourtPreparationDone, ReadinessStated)
        assert done.session == 2

    def test_the_same_session_again_is_nothing_new(self) -> None:
        given(started, self.due, self.done.on(TODAY)).when(self.record).nothing()

    def test_a_hearing_the_case_knows_is_enough(self) -> None:
        hearing = Hearing(HEARING, "testimony", None, (WOMAN,), "scheduled", ORG)
        known = {CARE.stream_id: CaseCare(opened=True, hearings={HEARING: hearing})}
        given(started).seeing(known).when(self.record).emits(CourtPreparationDone, ReadinessStated)

    def test_an_unknown_hearing_is_held(self) -> None:
        given(started).when(self.record).holds(UnknownHearing)


class WhenCareEnds:
    leave = ExitSurvivor(case_id=CASE, survivor_id=WOMAN, reason="moved")

    def test_she_exits_for_a_reason(self) -> None:
        given(started).when(self.leave).then(exited)
        given(started, exited).when(self.leave).nothing()

    def test_once(self) -> None:
        given(started, exited).when(self.leave.model_copy(update={"reason": "declined"})).rejects(CareEnded)

    def test_nobody_is_transferred_whom_nobody_took_over(self) -> None:
        away = self.leave.model_copy(update={"reason": "transferred"})
        given(started).when(away).rejects(NobodyTookHerOver)
        given(started).when(away, historical=True).emits(SurvivorExited)

    @pytest.mark.parametrize(
        "command",
        [WhenCareStarted.assign, DraftCarePlan(case_id=CASE, survivor_id=WOMAN, goals=WhenAPlanIsDrafted.goals)],
    )
    def test_no_further_decision_is_taken(self, command: AssignCaseworker | DraftCarePlan) -> None:
        given(started, exited).when(command).rejects(CareEnded)

    def test_what_happened_is_still_recorded(self) -> None:
        given(started, WhenSheIsPlaced.placed, exited).when(WhenSheIsPlaced.end).emits(PlacementEnded)

    def test_a_reversed_restoration_puts_her_in_care_again(self) -> None:
        given(started, RestorationReversed(because="new_crime")).when(WhenCareStarted.assign).emits(CaseworkerAssigned)


class WhenThePartIsClosed:
    def test_decisions_need_a_reopening(self) -> None:
        given(started).seeing(CLOSED).when(WhenCareStarted.assign).rejects(AftercareClosed)

    def test_facts_do_not(self) -> None:
        record = RecordEmergencyCare(case_id=CASE, survivor_id=WOMAN, kinds=("medical",))
        given(started).seeing(CLOSED).when(record).emits(EmergencyCareProvided)

    def test_reopened_it_takes_them_again(self) -> None:
        state = case_care.evolve(CaseCare(opened=True, covers=(WOMAN,)), AftercareReopened(reason="retrial"))
        given(started).seeing({CARE.stream_id: state}).when(WhenCareStarted.assign).emits(CaseworkerAssigned)
