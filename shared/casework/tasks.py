"""Tasks: what a reaction, a clock or a rule asks a person to do, by when, and who is asked if nobody does.

Guarantees that one cause opens one task, that a task stays open until somebody whom it asks finishes it or its cause is
gone, and that it is escalated when due and again until then. It does not page anyone: an immediate task's event does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid5

from throughline.domain import Actor, Command, Decision, Elapsed, Rejected
from throughline.domain import Event as AnyEvent

from casework import roles
from casework.codes import Code, TaskOutcome, Urgency
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.roles import NEXT, TaskRole
from casework.state import Casework, Task

C = TypeVar("C", bound=Command)

REPEAT: Mapping[Urgency, timedelta] = {
    "immediate": timedelta(hours=1),
    "urgent": timedelta(hours=4),
    "routine": timedelta(days=1),
}
"""How long whoever is asked next has, before somebody else is."""

# Events. These names and fields are the storage format: never rename, add a V2.


class TaskOpened(CaseworkEvent):
    """Asks somebody now, whatever it is because of."""

    owed_now = True

    task_id: UUID
    kind: Code
    role: TaskRole
    due_at: datetime
    urgency: Urgency
    because: tuple[UUID, ...]
    subjects: tuple[UUID, ...] = ()


class TaskDone(CaseworkEvent):
    task_id: UUID
    outcome: TaskOutcome


class TaskEscalated(CaseworkEvent):
    task_id: UUID
    to_role: TaskRole


# Commands


class FinishTask(Decision, CaseworkCommand, roles=roles.FINISHERS):
    """By whoever it asks, or a director for those they supervise; who broke the glass does not review it."""

    task_id: UUID
    outcome: TaskOutcome = "done"


class EscalateTask(Decision, CaseworkCommand):
    """Issued by the clock. `due_at` is the deadline that has come."""

    task_id: UUID
    due_at: datetime


class EndTasksAbout(Decision, CaseworkCommand, opens=True):
    """Only a reaction sends it: another service says that what somebody is asked to look into is settled."""

    kind: Code
    subject: UUID


# Rules


class NoSuchTask(Rejected):
    def __init__(self, task_id: UUID) -> None:
        super().__init__(f"no task {task_id} was opened here; look among the tasks of this case")


class TaskIsAnothers(Rejected):
    def __init__(self, task: Task) -> None:
        super().__init__(f"task {task.task_id} asks the {task.asked}; they finish it, or whoever it asked first")


class OwnReading(Rejected):
    def __init__(self, task_id: UUID) -> None:
        super().__init__(f"task {task_id} is to review your own reading; somebody else finishes it")


def own_event(command: Command, index: int) -> UUID:
    """The id that the event at this place of the whole decision gets: what a task in the same append is because of."""
    return uuid5(command.issue.command_id, str(index))


def of_today(command: C) -> C:
    """The command, asking somebody today whatever it tells of."""
    return command.issued(replace(command.issue, historical=False))


# Decisions


def open_task(
    casework: Casework,
    command: Command,
    kind: str,
    role: TaskRole,
    due_at: datetime,
    urgency: Urgency,
    because: Iterable[UUID],
    subjects: Iterable[UUID] = (),
) -> list[TaskOpened]:
    """The task, or nothing: where it was asked for before, or the command only tells of long ago.

    The same task is of one kind for one role, and open about the same `subjects` or ever opened for one of `because`.
    """
    causes, about = frozenset(because), frozenset(subjects)
    known = (task for task in casework.tasks.values() if (task.kind, task.role) == (kind, role))
    if command.historical or any(_same(task, causes, about) for task in known):
        return []
    named = "|".join((kind, role, *map(str, sorted(about))))
    return [
        TaskOpened(
            task_id=command.id_for(f"task:{named}"),
            kind=kind,
            role=role,
            due_at=due_at,
            urgency=urgency,
            because=tuple(sorted(causes)),
            subjects=tuple(sorted(about)),
        )
    ]


def finish_tasks(
    casework: Casework,
    kind: str | None = None,
    *,
    because: Iterable[UUID] | None = None,
    subjects: Iterable[UUID] | None = None,
    and_no_others: bool = False,
    outcome: TaskOutcome = "cause_gone",
) -> list[TaskDone]:
    """Every open task of this kind whose causes are all among `because`, and which is about one of `subjects`.

    `and_no_others`: it is about nobody besides them. What is None does not narrow. For reactions and rules: a person
    finishes one task with FinishTask.
    """
    gone = None if because is None else frozenset(because)
    about = None if subjects is None else frozenset(subjects)
    return [
        TaskDone(task_id=task.task_id, outcome=outcome)
        for task in casework.open_tasks
        if kind in (None, task.kind)
        and (gone is None or task.because <= gone)
        and (about is None or not task.subjects.isdisjoint(about))
        and not (and_no_others and about is not None and task.subjects - about)
    ]


def finish(casework: Casework, command: FinishTask) -> list[AnyEvent]:
    task = casework.tasks.get(command.task_id)
    if task is None:
        raise NoSuchTask(command.task_id)
    if task.done:
        return []
    if not _asks(task, command.actor):
        raise TaskIsAnothers(task)
    if any(casework.readers.get(cause) == command.actor.id for cause in task.because):
        raise OwnReading(task.task_id)
    return [TaskDone(task_id=task.task_id, outcome=command.outcome)]


def escalate(casework: Casework, command: EscalateTask) -> list[AnyEvent]:
    """To whoever comes next; the last in the chain is asked again and again."""
    task = casework.tasks.get(command.task_id)
    if task is None or task.done or max(command.now, command.due_at) < task.due_at:
        return []
    return [TaskEscalated(task_id=task.task_id, to_role=NEXT[task.asked])]


def end_about(casework: Casework, command: EndTasksAbout) -> list[AnyEvent]:
    return [*finish_tasks(casework, command.kind, subjects=[command.subject])]


def elapsed(due: Elapsed) -> EscalateTask:
    return EscalateTask(case_id=due.case_id, task_id=UUID(due.subject), due_at=due.due_at)


# What the events change


def opened(casework: Casework, event: TaskOpened) -> Casework:
    task = Task(
        task_id=event.task_id,
        kind=event.kind,
        role=event.role,
        asked=event.role,
        due_at=event.due_at,
        urgency=event.urgency,
        because=frozenset(event.because),
        subjects=frozenset(event.subjects),
    )
    return _with(casework, task)


def done(casework: Casework, event: TaskDone) -> Casework:
    task = casework.tasks.get(event.task_id)
    if task is None:
        return casework
    return _with(casework, replace(task, done=True, outcome=event.outcome, ended_by=event.metadata.causation_id))


def escalated(casework: Casework, event: TaskEscalated) -> Casework:
    task = casework.tasks.get(event.task_id)
    if task is None:
        return casework
    again = event.metadata.recorded_at + REPEAT[task.urgency]
    return _with(casework, replace(task, asked=event.to_role, due_at=again))


def _asks(task: Task, actor: Actor) -> bool:
    """Whether a task is this actor's to finish. A data protection officer's is no director's until it is escalated."""
    supervises = actor.role == roles.DIRECTOR and task.role != roles.DPO
    return supervises or actor.is_system or actor.role in (task.role, task.asked)


def _same(task: Task, causes: frozenset[UUID], about: frozenset[UUID]) -> bool:
    """Two people's tasks are two, whatever the cause; one person's task is one while it is open."""
    if task.subjects != about:
        return False
    return not task.because.isdisjoint(causes) or (bool(about) and not task.done)


def _with(casework: Casework, task: Task) -> Casework:
    return replace(casework, tasks={**casework.tasks, task.task_id: task})
