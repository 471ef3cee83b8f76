"""Which facts of her care start, move and stop which clocks: assessments, plan reviews, placements, follow-ups.

Guarantees that nothing falls due of what is only told of long ago, nor after she left.
"""

from collections.abc import Iterator

from throughline.domain import Deadline, DeadlineMet, Event

from aftercare.months import later
from aftercare.survivor import taking_over
from aftercare.survivor.assessed import AssessmentNoted, next_due
from aftercare.survivor.best_interests import WITHOUT
from aftercare.survivor.care import CareStarted
from aftercare.survivor.clocks import ASSESSMENT, BEST_INTERESTS, FOLLOW_UP, FOLLOW_UP_MISSED, NEXT, PLAN_REVIEW
from aftercare.survivor.follow_up import AT, GRACE, FollowUpFellDue, FollowUpMissed, FollowUpVisited
from aftercare.survivor.going_home import Reintegrated
from aftercare.survivor.outcome import RestorationReversed, SurvivorExited, SurvivorRestored
from aftercare.survivor.placement import PlacementEnded, PlacementStarted
from aftercare.survivor.plan import REVIEW_EVERY, CarePlanApproved, CarePlanReviewed
from aftercare.survivor.state import Survivor
from aftercare.survivor.taking_over import CareTakenOver, start_of


def named(survivor: Survivor, event: Event) -> Iterator[Deadline | DeadlineMet]:
    """`survivor` is the state after the event."""
    told = event.metadata
    if isinstance(event, CareTakenOver):
        yield from taking_over.due(survivor, told.recorded_at)
    if told.historical:
        return
    match event:
        case CareStarted() | AssessmentNoted() | RestorationReversed() if survivor.in_care:
            yield Deadline(ASSESSMENT, NEXT, start_of(next_due(survivor)[1]))
        case CarePlanApproved():
            yield Deadline(PLAN_REVIEW, str(event.plan_id), told.recorded_at + REVIEW_EVERY)
        case CarePlanReviewed():
            yield Deadline(PLAN_REVIEW, str(event.plan_id), start_of(event.next_review_on))
        case PlacementStarted():
            yield Deadline(BEST_INTERESTS, str(event.placement_id), told.recorded_at + WITHOUT)
        case PlacementEnded():
            yield DeadlineMet(BEST_INTERESTS, str(event.placement_id))
        case Reintegrated():
            for months in AT:
                due = start_of(later(event.occurred_on.day, months))
                yield Deadline(FOLLOW_UP, f"{told.event_id}|{months}", due)
        case FollowUpFellDue() if survivor.reintegrated:
            subject = f"{survivor.reintegrated.event_id}|{event.months}"
            yield Deadline(FOLLOW_UP_MISSED, subject, start_of(event.due_on) + GRACE)
        case FollowUpVisited() if survivor.reintegrated:
            for months in event.months:
                yield DeadlineMet(FOLLOW_UP, f"{survivor.reintegrated.event_id}|{months}")
                yield DeadlineMet(FOLLOW_UP_MISSED, f"{survivor.reintegrated.event_id}|{months}")
        case FollowUpMissed() if survivor.reintegrated:
            yield DeadlineMet(FOLLOW_UP_MISSED, f"{survivor.reintegrated.event_id}|{event.months}")
        case SurvivorExited() | SurvivorRestored():
            yield DeadlineMet(ASSESSMENT, NEXT)
            if survivor.plan:
                yield DeadlineMet(PLAN_REVIEW, str(survivor.plan.plan_id))
