"""What the clock asks when a deadline has come. Which facts start and stop one stands with their streams."""

from collections.abc import Callable, Mapping
from typing import cast
from uuid import UUID

import casework
from throughline.domain import Command, Elapsed

from aftercare.assessment.risk import CallAssessment
from aftercare.case_care.deadlines import CLOCK
from aftercare.case_care.merging import CARRY_OVER, CONSENTS, NoteConsentsElsewhere, NoteMergedCase
from aftercare.case_care.rechecks import EscalateSafetyRecheck
from aftercare.survivor import clocks
from aftercare.survivor.best_interests import CheckBestInterests
from aftercare.survivor.follow_up import CallFollowUp, MissFollowUp, Months
from aftercare.survivor.plan import CallPlanReview


def escalate(elapsed: Elapsed) -> EscalateSafetyRecheck:
    return EscalateSafetyRecheck(case_id=elapsed.case_id, alarm=UUID(elapsed.subject), due_at=elapsed.due_at)


def carry_over(elapsed: Elapsed) -> NoteMergedCase:
    """To the case that goes on, from the one that was merged into it and learned something since."""
    return NoteMergedCase(case_id=UUID(elapsed.subject), merged_case_id=elapsed.case_id)


def carry_back(elapsed: Elapsed) -> NoteConsentsElsewhere:
    """To the merged case where somebody is in care, from the one where she said what she agrees to."""
    return NoteConsentsElsewhere(case_id=UUID(elapsed.subject), other_case_id=elapsed.case_id)


def assess(elapsed: Elapsed) -> CallAssessment:
    return CallAssessment(case_id=elapsed.case_id, survivor_id=elapsed.stream_id, due_on=elapsed.due_at.date())


def review_plan(elapsed: Elapsed) -> CallPlanReview:
    return CallPlanReview(case_id=elapsed.case_id, survivor_id=elapsed.stream_id, plan_id=UUID(elapsed.subject))


def look_at_placement(elapsed: Elapsed) -> CheckBestInterests:
    placement = UUID(elapsed.subject)
    return CheckBestInterests(case_id=elapsed.case_id, survivor_id=elapsed.stream_id, placement_id=placement)


def follow_up(elapsed: Elapsed) -> CallFollowUp:
    since, months = follow_up_of(elapsed)
    return CallFollowUp(case_id=elapsed.case_id, survivor_id=elapsed.stream_id, since=since, months=months)


def missed(elapsed: Elapsed) -> MissFollowUp:
    since, months = follow_up_of(elapsed)
    return MissFollowUp(case_id=elapsed.case_id, survivor_id=elapsed.stream_id, since=since, months=months)


def follow_up_of(elapsed: Elapsed) -> tuple[UUID, Months]:
    since, months = elapsed.subject.split("|")
    return UUID(since), cast(Months, int(months))


COMMANDS: Mapping[str, Callable[[Elapsed], Command]] = {
    CLOCK: escalate,
    CARRY_OVER: carry_over,
    CONSENTS: carry_back,
    clocks.ASSESSMENT: assess,
    clocks.PLAN_REVIEW: review_plan,
    clocks.BEST_INTERESTS: look_at_placement,
    clocks.FOLLOW_UP: follow_up,
    clocks.FOLLOW_UP_MISSED: missed,
    **casework.CLOCK,
}
