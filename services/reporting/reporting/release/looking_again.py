"""What was corrected behind a release's figures since it was drafted, and the task to look at it again once it is out.

Guarantees that a release that is out and touched has one task until every correction behind it is answered or another
release supersedes it, and that one which is touched between its draft and its publication has it from then on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import casework
from casework import EscalateTask, TaskDone, TaskEscalated, TaskOpened
from casework.roles import TaskRole
from throughline.domain import Command, Deadline, DeadlineMet, Decision, Elsewhere, Event, Seen, StreamRef

from reporting import corrections
from reporting.codes import Code
from reporting.corrections import LOOK
from reporting.corrections.register import Correction, Kind, Register
from reporting.release.state import Drafted, Published, Release, Undrafted

KIND = "look_at_published_figures"
ROLE: TaskRole = "hq_analyst"
WITHIN = timedelta(days=14)
COUNTED_BEFORE = timedelta(hours=1)
"""Counts are taken a little before they are drafted: what was corrected in that time may not be in them yet."""
DRAFTED = "release_drafted"
"""The clock by which a release is noted, at once, among those to look behind."""

# Events. These names and fields are the storage format: never rename, add a V2.


class ReleaseTouched(Event):
    """`corrected` counted when it was drafted, and counts no more; `figures`: those that rest on them."""

    sensitivity = "internal"

    corrected: tuple[UUID, ...]
    figures: tuple[Code, ...]


# Commands


class LookBehind(Decision):
    """By the clock. `behind`: of every figure the events it is counted from, as `legal/VerdictRecorded`."""

    behind: Mapping[Code, frozenset[Kind]]


# Decisions


def look(release: Release, command: LookBehind, seen: Seen) -> list[Event]:
    if isinstance(release, Undrafted) or (isinstance(release, Published) and release.superseded_by):
        return []
    known = seen.get(corrections.stream().stream_id)
    noted: Register = known.state if isinstance(known, Elsewhere) else Register()
    return touch(release, command, dict(found_by(release, command.behind, noted.lately)))


def touch(release: Drafted | Published, command: Command, found: Mapping[UUID, frozenset[str]]) -> list[Event]:
    if not found:
        return []
    event = ReleaseTouched(corrected=tuple(sorted(found)), figures=tuple(sorted(frozenset().union(*found.values()))))
    return [event, *task(touched(release, event), command)]


def task(release: Release, command: Command) -> list[TaskOpened]:
    """The task of a release that is out: one, about the release, until it is done."""
    if not isinstance(release, Published) or not (waiting := unanswered(release)):
        return []
    due = command.now + WITHIN
    return casework.open_task(release.casework, command, KIND, ROLE, due, "routine", waiting, [command.case_id])


def answered(release: Published, *, all_of_it: bool = False) -> list[TaskDone]:
    """What ends the task, on the release as it will be: nothing left to answer, or that another supersedes it."""
    if unanswered(release) and not all_of_it:
        return []
    return casework.finish_tasks(release.casework, KIND, outcome="done")


def unanswered(release: Drafted | Published) -> frozenset[UUID]:
    return release.touched - (release.reviewed if isinstance(release, Published) else frozenset())


def found_by(
    release: Drafted | Published, behind: Mapping[str, frozenset[str]], lately: Iterable[Correction]
) -> Iterator[tuple[UUID, frozenset[str]]]:
    """Corrections not noted here before, each with the figures it stands behind."""
    for one in lately:
        if one.corrected in release.touched or one.at <= release.drafted_at - COUNTED_BEFORE:
            continue
        figures = frozenset(
            name
            for name, source in release.figures
            if one.kind in {None, *behind.get(name, ())} and one.under in {None, source}
        )
        if figures:
            yield one.corrected, figures


def escalate(release: Release, command: EscalateTask) -> list[Event]:
    return [] if not isinstance(release, Published) else casework.tasks.escalate(release.casework, command)


# What the events change


def touched(release: Release, event: ReleaseTouched) -> Release:
    if isinstance(release, Undrafted):
        return release
    return replace(release, touched=release.touched | frozenset(event.corrected))


def task_moved(release: Release, event: TaskOpened | TaskDone | TaskEscalated) -> Release:
    if not isinstance(release, Published):
        return release
    return replace(release, casework=casework.evolve(release.casework, event))


# Time


def deadlines(release: Release, event: Event) -> Iterator[Deadline | DeadlineMet]:
    """`release` is the state after the event. Of a draft: note it, and let it look at what was corrected just now."""
    known = event.metadata
    if isinstance(release, Published):
        yield from casework.deadlines(release.casework, event)
    elif isinstance(release, Drafted) and not isinstance(event, ReleaseTouched):
        yield Deadline(DRAFTED, str(known.case_id), known.recorded_at)
        yield Deadline(LOOK, str(known.case_id), known.recorded_at)


def reads(release: Release, command: Command) -> Iterator[StreamRef]:
    if isinstance(command, LookBehind) and not isinstance(release, Undrafted):
        yield corrections.stream()
