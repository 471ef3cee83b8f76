"""Milestones that come near and are missed, by the clocks of the prosecution: said by the clock, in the case's stream.

Guarantees that each is announced 14, 7 and 2 days ahead as far as its term is longer, that a missed one is said once,
and that the legal lead is asked to act in the same append, until what was asked for has happened. A term of remand that
ran out is a right to bail.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, assert_never
from uuid import UUID

import casework
from throughline.domain import Deadline, DeadlineMet, Decision, Elapsed, Field, Moment
from throughline.domain import Event as AnyEvent

from legal.codes import Code
from legal.docket.state import Docket
from legal.prosecution import clocks
from legal.prosecution.complaint import ComplaintRegistered, ProsecutionStarted
from legal.prosecution.state import Prosecution
from legal.prosecution.terms import Running

CLOCK = "milestone"
ACT_WITHIN = timedelta(days=1)

# Events. These names and fields are the storage format: never rename, add a V2.


class MilestoneApproaching(AnyEvent):
    accused_id: UUID | None = None
    clock: Code
    due_on: Moment
    days_left: Annotated[int, Field(ge=0)]


class MilestoneOverdue(AnyEvent):
    accused_id: UUID | None = None
    clock: Code
    due_on: Moment


class DefaultBailFellDue(AnyEvent):
    accused_id: UUID


class ProsecutionTakenOver(AnyEvent):
    """A live case comes from elsewhere: the clocks that its history left open run from now on."""

    owed_now = True


# Commands


class TellMilestone(Decision):
    """Issued by the clock."""

    prosecution_id: UUID
    accused_id: UUID | None = None
    clock: Code
    due_at: datetime


Event = MilestoneApproaching | MilestoneOverdue | DefaultBailFellDue | ProsecutionTakenOver
Command = TellMilestone

# Decisions


def decide(prosecution: Prosecution, docket: Docket, command: TellMilestone) -> tuple[list[AnyEvent], list[AnyEvent]]:
    """What is to be said of the milestone, and the tasks that follow on the Docket."""
    running = prosecution.clocks.of(command.clock, command.accused_id)
    if running is None or running.next_at is None or max(command.now, command.due_at) < running.next_at:
        return [], []
    said = [*due(prosecution, running, max(command.now, command.due_at))]
    return said, [task for index, event in enumerate(said) for task in asked(docket, command, event, index)]


def due(prosecution: Prosecution, running: Running, now: datetime) -> Iterator[AnyEvent]:
    clock, accused_id, due_on = running.clock, running.accused_id, running.due_on
    if now < running.over_at:
        left = max(0, running.days_left(now))
        yield MilestoneApproaching(accused_id=accused_id, clock=clock, due_on=due_on, days_left=left)
        return
    yield MilestoneOverdue(accused_id=accused_id, clock=clock, due_on=due_on)
    if accused_id and clocks.defaults_to_bail(prosecution.clocks, running.clock):
        yield DefaultBailFellDue(accused_id=accused_id)


def asked(docket: Docket, command: TellMilestone, event: AnyEvent, index: int) -> Iterator[AnyEvent]:
    """One task a milestone and state of it: what came near is done with once it is missed."""
    near, missed = f"{command.clock}_approaching", f"{command.clock}_overdue"
    because = [casework.own_event(command, index)]
    about = concerned(command.accused_id, command.prosecution_id)
    match event:
        case MilestoneApproaching(due_on=due_on):
            due_at = max(due_on.at, command.now)
            yield from casework.open_task(docket.casework, command, near, "lawyer", due_at, "routine", because, about)
        case MilestoneOverdue():
            yield from casework.finish_tasks(docket.casework, near, subjects=about, and_no_others=True)
            due_at = command.now + ACT_WITHIN
            yield from casework.open_task(docket.casework, command, missed, "lawyer", due_at, "urgent", because, about)
        case DefaultBailFellDue():
            due_at = command.now + ACT_WITHIN
            yield from casework.open_task(
                docket.casework, command, "default_bail", "lawyer", due_at, "urgent", because, about
            )


def is_announced(prosecution: Prosecution) -> bool:
    """Whether somebody was asked to act on a clock that runs."""
    return any(one.told or one.overdue for one in prosecution.clocks.running)


def settled(before: Prosecution, after: Prosecution, docket: Docket, prosecution_id: UUID) -> Iterator[AnyEvent]:
    """The tasks that nobody need do any more: their clock stopped, is held, or ends on another day now."""
    for one in before.clocks.running:
        now = after.clocks.of(one.clock, one.accused_id)
        if (one.told or one.overdue) and (now is None or now.due_on != one.due_on):
            about = concerned(one.accused_id, prosecution_id)
            for kind in (f"{one.clock}_approaching", f"{one.clock}_overdue"):
                yield from casework.finish_tasks(docket.casework, kind, subjects=about, and_no_others=True)


def concerned(accused_id: UUID | None, prosecution_id: UUID) -> frozenset[UUID]:
    """Whom a task is about: an accused in this prosecution, since he may have the same clock running in another."""
    return frozenset(filter(None, (accused_id, prosecution_id)))


# What the events change


def clocked(prosecution: Prosecution, event: AnyEvent) -> Prosecution:
    """The clocks after any event of the prosecution."""
    origin = event.metadata
    known = clocks.moved(prosecution.clocks, event, event.occurred_on, origin.recorded_at, historical=origin.historical)
    return replace(prosecution, clocks=after(known, event))


def after(known: clocks.Clocks, event: AnyEvent) -> clocks.Clocks:
    match event:
        case ProsecutionStarted(jurisdiction_profile=profile, profile_version=version):
            return replace(known, profile=profile, version=version)
        case ComplaintRegistered(offences=offences):
            return clocks.complained(known, offences)
        case MilestoneApproaching(clock=clock, accused_id=accused_id, due_on=due_on, days_left=days_left):
            return clocks.announced(known, clocks.subject(clock, accused_id), due_on, days_left)
        case MilestoneOverdue(clock=clock, accused_id=accused_id, due_on=due_on):
            return clocks.overdue(known, clocks.subject(clock, accused_id), due_on)
        case ProsecutionTakenOver():
            return clocks.taken_over(known, event.metadata.recorded_at)
        case _:
            return known


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    """The clocks are moved for every event alike (clocked)."""
    match event:
        case MilestoneApproaching() | MilestoneOverdue() | DefaultBailFellDue() | ProsecutionTakenOver():
            return prosecution
        case other:
            assert_never(other)


def deadlines(prosecution: Prosecution) -> Iterator[Deadline | DeadlineMet]:
    """The clocks that the last event touched."""
    for subject in prosecution.clocks.touched:
        running = prosecution.clocks.known(subject)
        next_at = running.next_at if running else None
        yield Deadline(CLOCK, subject, next_at) if next_at else DeadlineMet(CLOCK, subject)


def elapsed(due: Elapsed) -> TellMilestone:
    clock, accused_id = clocks.subject_of(due.subject)
    return TellMilestone(
        case_id=due.case_id, prosecution_id=due.stream_id, accused_id=accused_id, clock=clock, due_at=due.due_at
    )
