"""Operations: planned with a social worker named, approved by both sides, then aborted or executed.

Guarantees that the agency approves only what the government has, with care places reserved or somebody's name for going
ahead without, and that nobody approves their own plan. Whatever was carried out is a fact and is taken; what it lacked
then is said on it. Day, place and team are in the vault only.
"""

from dataclasses import replace
from datetime import date
from typing import ClassVar, Self, assert_never
from uuid import UUID

from casework.roles import DIRECTOR, IMPORTER, INVESTIGATOR
from throughline.domain import Command as AnyCommand
from throughline.domain import Decision, Document, Event, Fact, Field, Message, Moment, Rejected, before
from throughline.domain.metadata import Sensitivity

from intake.case.codes import AbortReason, Code, Lacking, OperationResult, Side, Window
from intake.case.open import must_be_at_work
from intake.case.state import Aborted, Case, Executed, Operation, Planned, said_before


class OperationPlan(Document):
    """Day, place and team of an operation: for whoever planned it, the team, and the `readers` it names."""

    day: date
    place: str
    team: tuple[UUID, ...]
    readers: tuple[UUID, ...] = Field(default=(), max_length=50)
    notes: str | None = None

    def told_in(self, command: AnyCommand) -> Self:
        """Whoever is to care for the people found reads it, named or not."""
        social_worker = getattr(command, "social_worker_id", None)
        return self.model_copy(update={"readers": (*self.readers, *filter(None, (social_worker,)))})


class WithoutCapacity(Message):
    """Who let an operation go ahead though no care places were reserved, and why."""

    reason: Code
    approver_id: UUID


# Events. These names and fields are the storage format: never rename, add a V2.


class OperationPlanned(Event):
    sensitivity: ClassVar[Sensitivity] = "secret"
    operation_id: UUID
    authority_org_id: UUID
    window: Window
    plan_ref: UUID
    social_worker_id: UUID


class OperationApproved(Event):
    operation_id: UUID
    approver_id: UUID
    side: Side
    without_capacity: WithoutCapacity | None = None


class OperationAborted(Event):
    operation_id: UUID
    reason: AbortReason


class OperationExecuted(Event):
    """`lacking`: what nobody had recorded of it by the day it took place."""

    operation_id: UUID | None
    unplanned: bool
    result: OperationResult
    victims_found: int
    suspects_detained: int
    social_worker_present: bool
    lacking: tuple[Lacking, ...] = ()


# Commands


class PlanOperation(Decision, roles=frozenset({INVESTIGATOR})):
    """Plan an operation led by an engaged authority; its id is made here where none is given.

    The plan opens for its planner, its team, and whom it names as `readers`: the social worker always, and whoever is
    to approve it.
    """

    operation_id: UUID | None = None
    authority_org_id: UUID
    window: Window
    social_worker_id: UUID
    plan: OperationPlan


class ApproveOperation(Decision, roles=frozenset({DIRECTOR})):
    """The agency's yes to a plan that the government has said yes to, with care places reserved or a named override."""

    operation_id: UUID
    without_capacity: WithoutCapacity | None = None


class RecordGovernmentApproval(Fact, roles=frozenset({INVESTIGATOR, DIRECTOR, IMPORTER}), records=OperationApproved):
    """The government's yes to a plan; it may be learned of after the operation."""

    operation_id: UUID
    approver_id: UUID


class RecordOperationAborted(Fact, roles=frozenset({INVESTIGATOR, DIRECTOR, IMPORTER}), records=OperationAborted):
    """A planned operation was called off, by whichever side."""

    operation_id: UUID
    reason: AbortReason


class RecordOperationExecuted(Fact, roles=frozenset({INVESTIGATOR, IMPORTER}), records=OperationExecuted):
    """An operation took place, planned or not. It gets an id here where it brings none, for the victims found in it."""

    operation_id: UUID | None = None
    unplanned: bool = False
    result: OperationResult
    victims_found: int = Field(ge=0, le=100_000)
    suspects_detained: int = Field(ge=0, le=100_000)
    social_worker_present: bool


# Rules

APPROVALS: tuple[tuple[Lacking, Side], ...] = (("government_approval", "government"), ("agency_approval", "agency"))
WITHOUT_PLAN: tuple[Lacking, ...] = ("plan", *(lack for lack, _ in APPROVALS))


class AuthorityNotEngaged(Rejected):
    def __init__(self, org_id: UUID) -> None:
        super().__init__(f"authority {org_id} is not engaged in this case; record its agreement first")


class OperationAlreadyKnown(Rejected):
    def __init__(self, operation_id: UUID) -> None:
        super().__init__(
            f"operation {operation_id} exists; abort it and plan anew, its approvals were for its own plan"
        )


class OperationUnknown(Rejected):
    def __init__(self, operation_id: UUID) -> None:
        super().__init__(f"no operation {operation_id} is known here; plan it, or record what was carried out")


class OperationNotPending(Rejected):
    def __init__(self, operation_id: UUID, state: str) -> None:
        super().__init__(f"operation {operation_id} was {state}; correct that first")


class ApproverIsPlanner(Rejected):
    def __init__(self, operation_id: UUID) -> None:
        super().__init__(f"the planner of operation {operation_id} cannot approve it; ask another director")


class GovernmentApprovalMissing(Rejected):
    def __init__(self, operation_id: UUID) -> None:
        super().__init__(f"the government has not approved operation {operation_id}; record its approval first")


class CareCapacityMissing(Rejected):
    def __init__(self, operation_id: UUID) -> None:
        super().__init__(
            f"no care places are reserved for operation {operation_id}; wait for aftercare, "
            "or say in withoutCapacity why it goes ahead and who says so"
        )


class OperationHasPlan(Rejected):
    def __init__(self, operation_id: UUID) -> None:
        super().__init__(f"operation {operation_id} is planned; leave `unplanned` out")


# Decisions


def plan_operation(case: Case, command: PlanOperation) -> list[Event]:
    must_be_at_work(case)
    operation_id = command.operation_id or command.id_for("operation")
    if operation_id in case.operations:
        raise OperationAlreadyKnown(operation_id)
    if command.authority_org_id not in {agreement.org_id for agreement in case.agreements}:
        raise AuthorityNotEngaged(command.authority_org_id)
    plan_ref = command.id_for("vault:plan")
    return [OperationPlanned(**{**command.fields(), "operation_id": operation_id, "plan_ref": plan_ref})]


def approve_operation(case: Case, command: ApproveOperation) -> list[Event]:
    must_be_at_work(case)
    planned = pending(case, command.operation_id)
    if "agency" in planned.approved:
        return []
    if planned.planned_by == command.actor.id:
        raise ApproverIsPlanner(command.operation_id)
    if "government" not in planned.approved:
        raise GovernmentApprovalMissing(command.operation_id)
    override = command.without_capacity
    if override is None and not case.capacity.get(command.operation_id):
        raise CareCapacityMissing(command.operation_id)
    if override and override.approver_id == planned.planned_by:
        raise ApproverIsPlanner(command.operation_id)
    return [OperationApproved(approver_id=command.actor.id, side="agency", **command.fields())]


def record_government_approval(case: Case, command: RecordGovernmentApproval) -> list[Event]:
    match case.operations.get(command.operation_id):
        case Executed() as known:
            approved = known.approved
        case _:
            approved = pending(case, command.operation_id).approved
    if "government" in approved:
        return []
    return [OperationApproved(side="government", **command.fields())]


def record_operation_aborted(case: Case, command: RecordOperationAborted) -> list[Event]:
    if isinstance(case.operations.get(command.operation_id), Aborted):
        return []
    pending(case, command.operation_id)
    return [OperationAborted(**command.fields())]


def record_operation_executed(case: Case, command: RecordOperationExecuted) -> list[Event]:
    operation_id = command.operation_id or told_before(case, command) or command.id_for("operation")
    known = case.operations.get(operation_id)
    executed = OperationExecuted(**{**command.fields(), "operation_id": operation_id})
    if known is None:
        return [executed if command.unplanned else lacking(executed, WITHOUT_PLAN)]
    if isinstance(known, Executed) and same_report(known.report, executed, command.occurred_on):
        return []
    planned = pending(case, operation_id)
    if command.unplanned:
        raise OperationHasPlan(operation_id)
    approved = {side for side, on in planned.approved.items() if not before(command.moment, on)}
    return [lacking(executed, tuple(lack for lack, side in APPROVALS if side not in approved))]


def lacking(executed: OperationExecuted, what: tuple[Lacking, ...]) -> OperationExecuted:
    return executed.model_copy(update={"lacking": what})


def same_report(known: Event, again: OperationExecuted, moment: Moment | None) -> bool:
    """The same report, whatever had been recorded of plan and approvals when it came."""
    return said_before(known.model_copy(update={"lacking": ()}), again, moment)


def told_before(case: Case, command: RecordOperationExecuted) -> UUID | None:
    """The operation that was reported in just these words before, where the report names none."""
    for operation_id, known in case.operations.items():
        again = OperationExecuted(**{**command.fields(), "operation_id": operation_id})
        if isinstance(known, Executed) and same_report(known.report, again, command.occurred_on):
            return operation_id
    return None


def pending(case: Case, operation_id: UUID) -> Planned:
    """The operation, planned and neither aborted nor executed; no to anything else."""
    match case.operations.get(operation_id):
        case None:
            raise OperationUnknown(operation_id)
        case Planned() as planned:
            return planned
        case Aborted():
            raise OperationNotPending(operation_id, "aborted")
        case Executed():
            raise OperationNotPending(operation_id, "executed")
        case other:
            assert_never(other)


# What the events change


def planned(case: Case, event: OperationPlanned) -> Case:
    return _with(of_team(case, event), event.operation_id, Planned(event.metadata.actor_id))


def of_team(case: Case, event: Event) -> Case:
    """The investigator who recorded it took part; an importer did not."""
    by = event.metadata
    return replace(case, team=case.team | {by.actor_id}) if by.actor_role == INVESTIGATOR else case


def approved(case: Case, event: OperationApproved) -> Case:
    match case.operations.get(event.operation_id):
        case Planned() as known:
            by_side = {**known.approved, event.side: event.occurred_on}
            return _with(case, event.operation_id, replace(known, approved=by_side))
        case Executed() as known:
            by_side = {**known.approved, event.side: event.occurred_on}
            return _with(case, event.operation_id, replace(known, approved=by_side))
        case _:
            return case


def aborted(case: Case, event: OperationAborted) -> Case:
    return _with(case, event.operation_id, Aborted())


def executed(case: Case, event: OperationExecuted) -> Case:
    case = of_team(case, event)
    if event.operation_id is None:
        return case
    known = case.operations.get(event.operation_id)
    return _with(case, event.operation_id, Executed(event, known.approved if isinstance(known, Planned) else {}))


def _with(case: Case, operation_id: UUID, operation: Operation) -> Case:
    return replace(case, operations={**case.operations, operation_id: operation})
