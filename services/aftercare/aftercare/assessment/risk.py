"""How much at risk she is: herself, in her household, in her community. High risk wants a safety plan within 24 hours.

Guarantees that the plan is asked for, and other teams learn how much and not why, in the append of a high one. Each
assessment of risk is a stream of its own, and complete at once.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from casework.codes import RiskFrom
from throughline.domain import Decision, Field, OnStream, Sealed
from throughline.domain import Event as AnyEvent

from aftercare import asked, streams
from aftercare.assessment.scoring import NotInCare, hers_to_assess
from aftercare.assessment.state import Assessment, NotStarted
from aftercare.case_care.state import CaseCare
from aftercare.case_care.statements import concern
from aftercare.codes import AssessmentKind, ConcernLevel, RiskDomain
from aftercare.roles import CARERS
from aftercare.survivor.assessed import next_due
from aftercare.survivor.state import Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class RiskAssessed(AnyEvent):
    """Of a level of high or immediate the level alone is also stated in the case, and a safety plan asked for.

    That stays readable when the rest is erased: whoever was warned has to be told why there was a warning at all.
    """

    survivor_id: UUID
    level: Sealed
    domains: Sealed

    sealed_for = "survivor_id"


class AssessmentFellDue(AnyEvent):
    survivor_id: UUID
    kind: AssessmentKind
    due_on: date


# Commands


class AssessRisk(Decision, roles=CARERS, opens=True, seals=frozenset({"level", "domains"}), sealed_for="survivor_id"):
    survivor_id: UUID
    level: ConcernLevel
    domains: Annotated[tuple[RiskDomain, ...], Field(min_length=1)]
    from_: RiskFrom | None = Field(default=None, alias="from")


class CallAssessment(Decision, opens=True):
    """Issued by the clock."""

    survivor_id: UUID
    due_on: date


# Decisions


def assess_risk(
    assessment: Assessment, command: AssessRisk, survivor: Survivor, care: CaseCare
) -> list[AnyEvent | OnStream]:
    if not isinstance(assessment, NotStarted):
        return []
    if not survivor.in_care:
        raise NotInCare(command.survivor_id)
    hers_to_assess(survivor, command)
    level, domains = Sealed.of(command.level), Sealed.of(sorted(set(command.domains)))
    events: list[AnyEvent | OnStream] = [RiskAssessed(survivor_id=command.survivor_id, level=level, domains=domains)]
    if command.level not in ("high", "immediate"):
        return events
    here, about = streams.care_of(command.case_id), [command.survivor_id]
    told: list[AnyEvent] = [concern(command.survivor_id, command.level, command.from_, new_crime=False)]
    if survivor.safety_plan is None:
        told += asked.ask(care.casework, command, asked.SAFETY_PLAN, about)
    else:
        told += asked.ask(care.casework, command, asked.REVIEW_SAFETY_PLAN, about)
    return events + [OnStream(here, event) for event in told]


def call(
    assessment: Assessment, command: CallAssessment, survivor: Survivor, care: CaseCare
) -> list[AnyEvent | OnStream]:
    """Nothing where she left, or was assessed meanwhile."""
    if not isinstance(assessment, NotStarted) or not survivor.in_care or care.closed:
        return []
    kind, due_on = next_due(survivor)
    if due_on > command.due_on:
        return []
    due = AssessmentFellDue(survivor_id=command.survivor_id, kind=kind, due_on=due_on)
    asked_for = asked.ask(care.casework, command, asked.ASSESS, [command.survivor_id])
    return [due, *(OnStream(streams.care_of(command.case_id), task) for task in asked_for)]
