"""What is asked for, or no longer, on the case's own stream, in the append of what was decided of her care."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from casework import TaskDone, TaskOpened
from throughline.domain import Command, OnStream
from throughline.domain import Event as AnyEvent

from aftercare import asked, streams
from aftercare.case_care.state import CaseCare
from aftercare.survivor.best_interests import BestInterestsDetermined, CheckBestInterests, child, determined
from aftercare.survivor.care import EmergencyCareProvided
from aftercare.survivor.follow_up import FollowUpFellDue, FollowUpMissed, FollowUpVisited
from aftercare.survivor.going_home import Reintegrated, ReturnRiskChecked, checked
from aftercare.survivor.outcome import SurvivorExited
from aftercare.survivor.plan import CallPlanReview, CarePlanApproved, CarePlanReviewed
from aftercare.survivor.revictimisation import RevictimisationReported
from aftercare.survivor.safety_plan import SafetyPlanSet
from aftercare.survivor.state import Survivor
from aftercare.survivor.testimony import PostTestimonyCareGiven

Tasks = Iterator[TaskOpened | TaskDone]


def of(
    survivor: Survivor, command: Command, decided: Sequence[AnyEvent | OnStream], care: CaseCare
) -> Iterator[OnStream]:
    """`survivor` is the state before what was decided."""
    for event in decided:
        if not isinstance(event, OnStream):
            for task in tasks(survivor, command, event, care):
                yield OnStream(streams.care_of(command.case_id), task)


def tasks(survivor: Survivor, command: Command, event: AnyEvent, care: CaseCare) -> Tasks:
    person: UUID = command.survivor_id  # type: ignore[attr-defined]
    match event:
        case EmergencyCareProvided():
            yield from asked.answered(care.casework, person, asked.EMERGENCY_CARE)
        case SafetyPlanSet():
            yield from asked.answered(care.casework, person, asked.SAFETY_PLAN, asked.REVIEW_SAFETY_PLAN)
        case CarePlanApproved():
            yield from asked.answered(care.casework, person, asked.APPROVE_PLAN)
        case CarePlanReviewed():
            yield from asked.answered(care.casework, person, asked.REVIEW_PLAN)
        case BestInterestsDetermined(about="placement"):
            yield from asked.answered(care.casework, person, asked.BEST_INTERESTS)
        case ReturnRiskChecked(answer=answer):
            yield from asked.answered(care.casework, person, asked.RETURN_CHECK)
            if answer != "none_known" and survivor.safety_plan is None:
                yield from asked.ask(care.casework, command, asked.SAFETY_PLAN, [person])
        case Reintegrated():
            if not checked(survivor, command.moment):
                yield from asked.ask(care.casework, command, asked.RETURN_CHECK, [person])
        case PostTestimonyCareGiven():
            yield from asked.answered(care.casework, person, asked.POST_TESTIMONY)
        case FollowUpFellDue():
            yield from asked.ask(care.casework, command, asked.FOLLOW_UP, [person])
        case FollowUpVisited(outcome=outcome):
            yield from asked.answered(care.casework, person, asked.FOLLOW_UP)
            if outcome == "at_risk":
                kind = asked.REVIEW_SAFETY_PLAN if survivor.safety_plan else asked.SAFETY_PLAN
                yield from asked.ask(care.casework, command, kind, [person])
            elif outcome == "not_found":
                yield from asked.ask(care.casework, command, asked.CONTACT, [person])
        case FollowUpMissed():
            yield from asked.answered(care.casework, person, asked.FOLLOW_UP, outcome="not_possible")
            yield from asked.ask(care.casework, command, asked.CONTACT, [person])
        case RevictimisationReported():
            yield from asked.ask(care.casework, command, asked.CONTACT, [person])
        case SurvivorExited():
            yield from asked.answered(care.casework, person, *asked.ABOUT_CARE, outcome="cause_gone")


def asked_by_clock(survivor: Survivor, command: CallPlanReview | CheckBestInterests, care: CaseCare) -> list[OnStream]:
    """The review of a plan that is still hers, and the authority's word on where a child lives."""
    if not survivor.in_care:
        return []
    match command:
        case CallPlanReview():
            wanted = survivor.plan is not None and survivor.plan.plan_id == command.plan_id
            kind = asked.REVIEW_PLAN
        case CheckBestInterests():
            there = survivor.placement is not None and survivor.placement.placement_id == command.placement_id
            wanted = there and child(care, command.survivor_id) and determined(survivor, "placement") is None
            kind = asked.BEST_INTERESTS
    tasks = asked.ask(care.casework, command, kind, [command.survivor_id]) if wanted else []
    return [OnStream(streams.care_of(command.case_id), task) for task in tasks]
