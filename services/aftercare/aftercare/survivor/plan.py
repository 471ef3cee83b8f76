"""The care plan: drafted by one person, approved by another.

Guarantees that nobody approves their own plan. Goals are coded words per domain of her life; what they mean to her is
in her file, not in an event.
"""

from dataclasses import replace
from datetime import date
from typing import Annotated
from uuid import UUID

from throughline.domain import Decision, Field, Message, Rejected
from throughline.domain import Event as AnyEvent

from aftercare import roles
from aftercare.codes import Code, Domain
from aftercare.survivor.state import Plan, Survivor


class Goal(Message):
    domain: Domain
    goal: Code
    target_date: date


# Events. These names and fields are the storage format: never rename, add a V2.


class CarePlanDrafted(AnyEvent):
    plan_id: UUID
    goals: tuple[Goal, ...]


class CarePlanApproved(AnyEvent):
    plan_id: UUID


# Commands


class DraftCarePlan(Decision, roles=roles.CARERS):
    """A new draft takes the place of the plan before it, once it is approved."""

    survivor_id: UUID
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)]


class ApproveCarePlan(Decision, roles=roles.SUPERVISORS):
    survivor_id: UUID
    plan_id: UUID


# Rules


class NoSuchPlan(Rejected):
    def __init__(self, plan_id: UUID) -> None:
        super().__init__(f"plan {plan_id} is not her latest draft; read her plan again")


class ApproverIsAuthor(Rejected):
    def __init__(self, plan: Plan) -> None:
        super().__init__(f"plan {plan.plan_id} was drafted by the same person; somebody else has to approve it")


# Decisions


def draft_care_plan(survivor: Survivor, command: DraftCarePlan) -> list[AnyEvent]:
    if survivor.plan and survivor.plan.goals == content(command.goals):
        return []
    return [CarePlanDrafted(plan_id=command.id_for("plan"), goals=command.goals)]


def approve_care_plan(survivor: Survivor, command: ApproveCarePlan) -> list[AnyEvent]:
    plan = survivor.plan
    if plan is None or plan.plan_id != command.plan_id:
        raise NoSuchPlan(command.plan_id)
    if plan.approved:
        return []
    if plan.author_id == command.actor.id:
        raise ApproverIsAuthor(plan)
    return [CarePlanApproved(plan_id=plan.plan_id)]


# What the events change


def care_plan_drafted(survivor: Survivor, event: CarePlanDrafted) -> Survivor:
    return replace(survivor, plan=Plan(event.plan_id, event.metadata.actor_id, content(event.goals)))


def care_plan_approved(survivor: Survivor, event: CarePlanApproved) -> Survivor:
    return replace(survivor, plan=replace(survivor.plan, approved=True)) if survivor.plan else survivor


def content(goals: tuple[Goal, ...]) -> tuple[tuple[str, str, date], ...]:
    return tuple((goal.domain, goal.goal, goal.target_date) for goal in goals)
