"""Tables made fit to leave the agency, frozen as they were published. Topic reporting.events."""

from typing import assert_never

from casework import EscalateTask, TaskDone, TaskEscalated, TaskOpened
from throughline.domain import Aggregate, Seen
from throughline.domain import Event as AnyEvent

from reporting.release import drafting, looking_again, publication, review
from reporting.release.drafting import DraftRelease, ReleaseDrafted
from reporting.release.looking_again import LookBehind, ReleaseTouched
from reporting.release.publication import PublishRelease, ReleasePublished, ReleaseSuperseded, SupersedeRelease
from reporting.release.review import ReleaseReviewed, ReviewRelease
from reporting.release.state import Release, Undrafted

__all__ = [
    "AGGREGATE",
    "Command",
    "DraftRelease",
    "Event",
    "LookBehind",
    "PublishRelease",
    "ReleaseDrafted",
    "ReleasePublished",
    "ReleaseReviewed",
    "ReleaseSuperseded",
    "ReleaseTouched",
    "ReviewRelease",
    "SupersedeRelease",
]

Command = DraftRelease | PublishRelease | SupersedeRelease | ReviewRelease | LookBehind | EscalateTask
Event = (
    ReleaseDrafted
    | ReleasePublished
    | ReleaseSuperseded
    | ReleaseReviewed
    | ReleaseTouched
    | TaskOpened
    | TaskDone
    | TaskEscalated
)


def decide(release: Release, command: Command, seen: Seen) -> list[AnyEvent]:
    match command:
        case DraftRelease():
            return drafting.draft(release, command)
        case PublishRelease():
            return publication.publish(release, command)
        case SupersedeRelease():
            return publication.supersede(release, command)
        case ReviewRelease():
            return review.review(release, command)
        case LookBehind():
            return looking_again.look(release, command, seen)
        case EscalateTask():
            return looking_again.escalate(release, command)
        case other:
            assert_never(other)


def evolve(release: Release, event: Event) -> Release:
    match event:
        case ReleaseDrafted():
            return drafting.drafted(release, event)
        case ReleasePublished():
            return publication.published(release, event)
        case ReleaseSuperseded():
            return publication.superseded(release, event)
        case ReleaseReviewed():
            return review.reviewed(release, event)
        case ReleaseTouched():
            return looking_again.touched(release, event)
        case TaskOpened() | TaskDone() | TaskEscalated():
            return looking_again.task_moved(release, event)
        case other:
            assert_never(other)


AGGREGATE: Aggregate[Release] = Aggregate(
    name="Release",
    topic="reporting.events",
    initial=Undrafted(),
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: command.case_id,
    reads=looking_again.reads,
    deadlines=looking_again.deadlines,
    collection="releases",
)
