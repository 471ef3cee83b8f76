"""Operations: approvals before execution, and facts that are taken or held."""

from datetime import date
from json import loads
from uuid import UUID, uuid5

import pytest
from intake.access import NAMED_READERS
from intake.case import (
    AGGREGATE,
    ApproveOperation,
    OperationAborted,
    OperationApproved,
    OperationExecuted,
    OperationPlanned,
    PlanOperation,
    RecordGovernmentApproval,
    RecordOperationAborted,
    RecordOperationExecuted,
)
from intake.case.capacity import CareCapacityNoted, NoteCareCapacity
from intake.case.open import CaseNotOpen
from intake.case.operations import (
    ApproverIsPlanner,
    AuthorityNotEngaged,
    CareCapacityMissing,
    GovernmentApprovalMissing,
    OperationAlreadyKnown,
    OperationHasPlan,
    OperationNotPending,
    OperationPlan,
    OperationUnknown,
    WithoutCapacity,
)
from throughline.domain import Actor, Moment
from throughline.testing.given import CASE, NAMESPACE, scenario
from throughline.vault import documents_of
from throughline.vault.access import not_named

given = scenario(AGGREGATE)

POLICE, OPERATION = uuid5(NAMESPACE, "police"), uuid5(NAMESPACE, "operation")
OFFICIAL = UUID("3f2b8c1e-5d47-5a90-8b1c-2e6f4a7d9c03")
OTHER = UUID("0e6b1c2d-3f4a-5b6c-8d7e-9f0a1b2c3d4e")
DIRECTOR = Actor(UUID("7c1d2e3f-4a5b-5c6d-8e7f-0a1b2c3d4e5f"), "director", frozenset({"*"}))

plan = PlanOperation(
    case_id=CASE,
    authority_org_id=POLICE,
    window="week",
    social_worker_id=OTHER,
    plan=OperationPlan(day=date(2026, 6, 8), place="sealed place", team=(OTHER,)),
)
approve = ApproveOperation(case_id=CASE, operation_id=OPERATION)
government = RecordGovernmentApproval(case_id=CASE, operation_id=OPERATION, approver_id=OFFICIAL)
abort = RecordOperationAborted(case_id=CASE, operation_id=OPERATION, reason="unsafe")
FOUND = {"result": "victims_found", "victims_found": 3, "suspects_detained": 2, "social_worker_present": True}
execute = RecordOperationExecuted(case_id=CASE, operation_id=OPERATION, **FOUND)
raid = RecordOperationExecuted(case_id=CASE, unplanned=True, **FOUND)

approved = OperationApproved(operation_id=OPERATION, approver_id=OFFICIAL, side="government")
aborted = OperationAborted(operation_id=OPERATION, reason="unsafe")
reserved = CareCapacityNoted(operation_id=OPERATION, reserved=True)
by_agency = OperationApproved(operation_id=OPERATION, approver_id=DIRECTOR.id, side="agency")
executed = OperationExecuted(operation_id=OPERATION, unplanned=False, **FOUND)


def flagged(*lacking):
    return executed.model_copy(update={"lacking": lacking})


class WhenNothingIsPlanned:
    def test_a_plan_needs_an_engaged_authority(self, open_case):
        given(*open_case).when(plan).rejects(AuthorityNotEngaged)

    def test_a_plan_needs_an_open_case(self, referred):
        given(*referred).when(plan).rejects(CaseNotOpen)

    def test_day_place_and_team_go_to_the_vault(self, engaged):
        outcome = given(*engaged).when(plan)
        (event,) = outcome.emits(OperationPlanned)
        assert event.plan_ref == outcome.command.ref("plan")
        assert event.operation_id == outcome.command.id_for("operation")
        assert "sealed place" not in event.model_dump_json()
        assert "2026" not in event.model_dump_json()

    def test_the_plan_is_for_few_eyes(self):
        assert OperationPlanned.sensitivity == "secret"

    def test_it_is_sealed_with_the_social_worker_among_its_readers_and_opens_for_those_it_names(self, engaged):
        planner, carer, colleague = (uuid5(NAMESPACE, name) for name in ("planner", "carer", "colleague"))
        asked = plan.model_copy(update={"social_worker_id": carer})
        (sealed,) = documents_of(given(*engaged).when(asked).command)
        content, fields = loads(sealed.json()), NAMED_READERS[sealed.kind]

        def opens(actor_id, role="investigator"):
            return not_named(content, fields, planner, Actor(actor_id, role)) is None

        assert opens(planner)
        assert opens(OTHER)
        assert opens(carer, "social_worker")
        assert not opens(colleague)
        assert not opens(DIRECTOR.id, "director")

    def test_an_unplanned_operation_is_taken_at_any_stage_and_gets_an_id(self, referred):
        outcome = given(*referred).when(raid)
        (event,) = outcome.emits(OperationExecuted)
        assert event.unplanned
        assert event.operation_id == outcome.command.id_for("operation")

    def test_the_same_unplanned_operation_again_is_nothing_new(self, referred):
        first = given(*referred).when(raid).emits(OperationExecuted)
        given(*referred, *first).when(raid.model_copy(update={"authority": "police"})).nothing()

    def test_an_execution_of_no_known_plan_is_taken_and_says_what_it_lacked(self, engaged):
        given(*engaged).when(execute).then(flagged("plan", "government_approval", "agency_approval"))

    def test_one_that_names_no_operation_gets_an_id_once(self, engaged):
        unnamed = execute.model_copy(update={"operation_id": None})
        first = given(*engaged).when(unnamed).emits(OperationExecuted)
        given(*engaged, *first).when(unnamed.model_copy(update={"authority": "police"})).nothing()

    def test_approvals_and_an_abort_without_a_plan_are_held_or_refused(self, engaged):
        given(*engaged).when(approve, by=DIRECTOR).rejects(OperationUnknown)
        given(*engaged).when(government).holds(OperationUnknown)
        given(*engaged).when(abort).holds(OperationUnknown)


class WhenPlanned:
    def test_the_same_operation_is_not_planned_over(self, planned):
        again = plan.model_copy(update={"operation_id": OPERATION})
        given(*planned).when(again).rejects(OperationAlreadyKnown)

    def test_each_side_approves(self, planned):
        given(*planned).when(government).then(approved)
        given(*planned, approved, reserved).when(approve, by=DIRECTOR).then(by_agency)

    @pytest.mark.parametrize("noted", [(), (CareCapacityNoted(operation_id=OPERATION, reserved=False),)])
    def test_the_agency_approves_nothing_without_care_places_unless_somebody_says_so(self, planned, noted):
        given(*planned, approved, *noted).when(approve, by=DIRECTOR).rejects(CareCapacityMissing)
        waived = WithoutCapacity(reason="danger_to_life", approver_id=OTHER)
        override = approve.model_copy(update={"without_capacity": waived})
        (event,) = given(*planned, approved, *noted).when(override, by=DIRECTOR).emits(OperationApproved)
        assert event.without_capacity == waived

    def test_whoever_planned_it_does_not_say_so(self, planned):
        waived = WithoutCapacity(reason="danger_to_life", approver_id=OTHER)
        override = approve.model_copy(update={"without_capacity": waived})
        planner = Actor(OTHER, "investigator", frozenset({"*"}))
        given(*planned, approved).by(planner).when(override, by=DIRECTOR).rejects(ApproverIsPlanner)

    def test_care_places_are_noted_as_aftercare_says_and_once(self, planned):
        note = NoteCareCapacity(case_id=CASE, operation_id=OPERATION, reserved=True)
        given(*planned).when(note).then(reserved)
        given(*planned, reserved).when(note).nothing()
        given(*planned, reserved).when(note.model_copy(update={"reserved": False})).emits(CareCapacityNoted)

    def test_the_agency_approves_nothing_that_the_government_has_not(self, planned):
        given(*planned).when(approve, by=DIRECTOR).rejects(GovernmentApprovalMissing)

    def test_nobody_approves_their_own_plan(self, planned):
        given(*planned).by(DIRECTOR).when(approve, by=DIRECTOR).rejects(ApproverIsPlanner)

    def test_executing_without_an_approval_is_taken_and_says_so(self, planned):
        given(*planned).when(execute).then(flagged("government_approval", "agency_approval"))

    def test_the_agencys_yes_does_not_stand_for_the_governments(self, planned):
        given(*planned, by_agency).when(execute).then(flagged("government_approval"))

    def test_a_planned_operation_is_not_recorded_as_unplanned(self, planned):
        given(*planned).when(raid.model_copy(update={"operation_id": OPERATION})).holds(OperationHasPlan)

    def test_it_may_be_called_off(self, planned):
        given(*planned).when(abort).then(aborted)


class WhenTheGovernmentApproved:
    def test_the_same_approval_again_is_nothing_new(self, planned):
        given(*planned, approved).when(government).nothing()

    def test_it_is_executed(self, planned):
        given(*planned, approved, by_agency).when(execute).then(executed)

    def test_an_execution_before_the_approval_says_so(self, planned):
        early = execute.model_copy(update={"occurred_on": Moment.parse("2026-05-01")})
        history = (*planned, approved.on(Moment.parse("2026-05-02")), by_agency.on(Moment.parse("2026-05-01")))
        given(*history).when(early).then(flagged("government_approval"))

    def test_an_execution_on_the_day_of_the_approval_is_taken(self, planned):
        same_day = execute.model_copy(update={"occurred_on": Moment.parse("2026-05-02")})
        given(*planned, approved.on(Moment.parse("2026-05-02T15:00:00Z"))).when(same_day).emits(OperationExecuted)


class WhenExecuted:
    def test_the_same_report_again_is_nothing_new(self, planned):
        given(*planned, approved, executed).when(execute).nothing()

    def test_the_same_report_is_the_same_whatever_it_lacked_when_it_came(self, planned):
        given(*planned, flagged("government_approval", "agency_approval"), approved).when(execute).nothing()

    def test_the_governments_approval_may_be_learned_of_later(self, planned):
        history = (*planned, flagged("government_approval"))
        given(*history).when(government).then(approved)
        given(*history, approved).when(government).nothing()

    def test_another_report_is_held(self, planned):
        more = execute.model_copy(update={"suspects_detained": 5})
        given(*planned, approved, executed).when(more).holds(OperationNotPending)

    def test_it_is_not_approved_or_aborted_any_more(self, planned):
        given(*planned, approved, executed).when(approve, by=DIRECTOR).rejects(OperationNotPending)
        given(*planned, approved, executed).when(abort).holds(OperationNotPending)


class WhenAborted:
    def test_the_same_abort_again_is_nothing_new(self, planned):
        given(*planned, aborted).when(abort).nothing()

    def test_its_execution_is_held(self, planned):
        given(*planned, approved, aborted).when(execute).holds(OperationNotPending)
