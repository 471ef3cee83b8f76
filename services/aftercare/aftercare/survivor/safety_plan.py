"""Her safety plan: what she and we do when danger comes near. The plan itself is in the vault.

Guarantees that it is asked for where somebody at high risk has none (assessment/risk.py) and after a protection order.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from throughline.domain import Decision, Document
from throughline.domain import Event as AnyEvent

from aftercare.roles import CARERS
from aftercare.survivor.state import SafetyPlan, Survivor


class SafetyPlanDocument(Document):
    """`subjects` names her, under whose key it is sealed."""

    text: str


# Events. These names and fields are the storage format: never rename, add a V2.


class SafetyPlanSet(AnyEvent):
    plan_ref: UUID
    review_on: date


# Commands


class SetSafetyPlan(Decision, roles=CARERS):
    """A new one takes the place of the one before it."""

    survivor_id: UUID
    plan: SafetyPlanDocument
    review_on: date


# Decisions


def set_safety_plan(survivor: Survivor, command: SetSafetyPlan) -> list[AnyEvent]:
    ref = command.ref("plan")
    assert ref is not None
    return [SafetyPlanSet(plan_ref=ref, review_on=command.review_on)]


# What the events change


def safety_plan_set(survivor: Survivor, event: SafetyPlanSet) -> Survivor:
    return replace(survivor, safety_plan=SafetyPlan(event.plan_ref, event.review_on))
