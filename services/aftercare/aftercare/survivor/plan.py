"""The care plan: drafted by one person, approved by another.

Guarantees that nobody approves their own plan. Goals are coded words per domain of her life; what they mean to her is
in her file, not in an event.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from throughline.domain import Decision, Field, Message, Rejected
from throughline.domain import Event as AnyEvent

from aftercare.codes import Code, Domain, DropReason
from aftercare.roles import CARERS, SUPERVISORS
from aftercare.survivor.state import Plan, Survivor

REVIEW_EVERY = timedelta(days=90)


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


class CarePlanReviewed(AnyEvent):
    plan_id: UUID
    next_review_on: date


class GoalAchieved(AnyEvent):
    plan_id: UUID
    domain: Domain
    goal: Code


class GoalDropped(AnyEvent):
    plan_id: UUID
    domain: Domain
    goal: Code
    reason: DropReason


# Commands


class DraftCarePlan(Decision, roles=CARERS):
    """A new draft takes the place of the plan before it, once it is approved."""

    survivor_id: UUID
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)]


class ApproveCarePlan(Decision, roles=SUPERVISORS):
    survivor_id: UUID
    plan_id: UUID


class ReviewCarePlan(Decision, roles=CARERS):
    """With her: what was reached, what is next. Every 90 days, or sooner."""

    survivor_id: UUID
    plan_id: UUID
    next_review_on: date | None = None


class AchieveGoal(Decision, roles=CARERS):
    survivor_id: UUID
    plan_id: UUID
    domain: Domain
    goal: Code


class DropGoal(Decision, roles=CARERS):
    """Not pursued any more: her wish is reason enough."""

    survivor_id: UUID
    plan_id: UUID
    domain: Domain
    goal: Code
    reason: DropReason


class CallPlanReview(Decision):
    """Issued by the clock."""

    survivor_id: UUID
    plan_id: UUID


# Rules


class NoSuchPlan(Rejected):
    def __init__(self, plan_id: UUID) -> None:
        super().__init__(f"plan {plan_id} is not her latest draft; read her plan again")


class ApproverIsAuthor(Rejected):
    def __init__(self, plan: Plan) -> None:
        super().__init__(f"plan {plan.plan_id} was drafted by the same person; somebody else has to approve it")


class PlanNotApproved(Rejected):
    def __init__(self, plan: Plan) -> None:
        super().__init__(f"plan {plan.plan_id} is a draft; somebody else has to approve it first")


class NoSuchGoal(Rejected):
    def __init__(self, plan: Plan) -> None:
        goals = ", ".join(f"{domain}: {goal}" for domain, goal, _ in plan.goals)
        super().__init__(f"that is no goal of plan {plan.plan_id}; its goals are {goals}")


def approved_plan(survivor: Survivor, plan_id: UUID) -> Plan:
    plan = survivor.plan
    if plan is None or plan.plan_id != plan_id:
        raise NoSuchPlan(plan_id)
    if not plan.approved:
        raise PlanNotApproved(plan)
    return plan


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


def review_care_plan(survivor: Survivor, command: ReviewCarePlan) -> list[AnyEvent]:
    plan = approved_plan(survivor, command.plan_id)
    next_on = command.next_review_on or (command.now + REVIEW_EVERY).date()
    return [CarePlanReviewed(plan_id=plan.plan_id, next_review_on=next_on)]


def settle_goal(survivor: Survivor, command: AchieveGoal | DropGoal) -> list[AnyEvent]:
    plan, goal = approved_plan(survivor, command.plan_id), (command.domain, command.goal)
    if goal not in {(domain, word) for domain, word, _ in plan.goals}:
        raise NoSuchGoal(plan)
    told = command.fields("survivor_id")
    event = GoalAchieved(**told) if isinstance(command, AchieveGoal) else GoalDropped(**told)
    return [] if plan.settled.get(goal) == outcome_of(event) else [event]


def outcome_of(event: GoalAchieved | GoalDropped) -> str:
    return "achieved" if isinstance(event, GoalAchieved) else f"dropped:{event.reason}"


# What the events change


def care_plan_drafted(survivor: Survivor, event: CarePlanDrafted) -> Survivor:
    return replace(survivor, plan=Plan(event.plan_id, event.metadata.actor_id, content(event.goals)))


def care_plan_approved(survivor: Survivor, event: CarePlanApproved) -> Survivor:
    return replace(survivor, plan=replace(survivor.plan, approved=True)) if survivor.plan else survivor


def goal_settled(survivor: Survivor, event: GoalAchieved | GoalDropped) -> Survivor:
    plan = survivor.plan
    if plan is None or plan.plan_id != event.plan_id:
        return survivor
    settled = {**plan.settled, (event.domain, event.goal): outcome_of(event)}
    return replace(survivor, plan=replace(plan, settled=settled))


def content(goals: tuple[Goal, ...]) -> tuple[tuple[str, str, date], ...]:
    return tuple((goal.domain, goal.goal, goal.target_date) for goal in goals)
