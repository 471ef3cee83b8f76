"""Her care was told as history, and is ours to follow from now on: its clocks run, as if it had begun here.

Guarantees that what is still to come falls due on its day, and what is overdue at once. What passed before the takeover
is history.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from throughline.domain import Deadline
from throughline.domain import Event as AnyEvent

from aftercare.months import later
from aftercare.survivor import clocks
from aftercare.survivor.assessed import next_due
from aftercare.survivor.best_interests import WITHOUT
from aftercare.survivor.follow_up import AT, GRACE
from aftercare.survivor.state import Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class CareTakenOver(AnyEvent):
    owed_now = True


# What falls due


def due(survivor: Survivor, now: datetime) -> Iterator[Deadline]:
    """Of her: the next assessment, her plan's review, the authority's word on her placement, visits still to come."""
    if survivor.in_care:
        yield Deadline(clocks.ASSESSMENT, clocks.NEXT, start_of(next_due(survivor)[1]))
        if survivor.plan and survivor.plan.approved:
            yield Deadline(clocks.PLAN_REVIEW, str(survivor.plan.plan_id), now)
        if survivor.placement:
            placement = survivor.placement
            yield Deadline(clocks.BEST_INTERESTS, str(placement.placement_id), placement.since + WITHOUT)
    if (home := survivor.reintegrated) and not survivor.exited:
        for months in AT:
            at = start_of(later(home.on.day, months))
            if months not in survivor.follow_ups and at + GRACE > now:
                yield Deadline(clocks.FOLLOW_UP, f"{home.event_id}|{months}", at)


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
