"""Asking whose an unplaced fact is: at once where it may have set somebody at liberty, else within a day.

Guarantees that a lawyer of every office it may concern is asked, and whoever comes next when nobody answers, until it
is matched or dismissed. It warns nobody whom he could harm: who that is, only the case says.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from casework import Casework, TaskDone, TaskEscalated, TaskOpened, finish_tasks, open_task
from casework.codes import Urgency
from casework.tasks import EscalateTask, escalate
from throughline.domain import Deadline, DeadlineMet, Decision, Elapsed, Fact
from throughline.domain import Event as AnyEvent

KIND = "say_whose_fact_it_is"
CLOCK = "unplaced_fact"
AT_ONCE, TODAY = timedelta(hours=1), timedelta(days=1)
"""A liberty fact leaves four hours to warn everyone: naming its case may take one of them."""

Event = TaskOpened | TaskDone | TaskEscalated


class AskWhoseItIs(Decision, opens=True):
    """`may_free`: whether it may have changed somebody's liberty, so that everyone he could harm waits for this."""

    fact_id: UUID
    may_free: bool


class NoteFactPlaced(Fact, opens=True, records=TaskDone):
    """`matched`: to its case; else dismissed, as none of ours."""

    matched: bool


class ChaseUnplaced(Decision):
    """Issued by the clock. `due_at` is the deadline that has come."""

    task_id: UUID
    due_at: datetime


Command = AskWhoseItIs | NoteFactPlaced | ChaseUnplaced


def ask(casework: Casework, command: AskWhoseItIs) -> list[AnyEvent]:
    within, urgency = _urgency(command.may_free)
    return [*open_task(casework, command, KIND, "lawyer", command.now + within, urgency, [command.fact_id])]


def placed(casework: Casework, command: NoteFactPlaced) -> list[AnyEvent]:
    return [*finish_tasks(casework, KIND, outcome="done" if command.matched else "not_needed")]


def chase(casework: Casework, command: ChaseUnplaced) -> list[AnyEvent]:
    same = EscalateTask(case_id=command.case_id, task_id=command.task_id, due_at=command.due_at)
    return escalate(casework, same.issued(command.issue))


def deadlines(casework: Casework, event: Event) -> Iterator[Deadline | DeadlineMet]:
    """`casework` is the state after the event."""
    if isinstance(event, TaskDone):
        yield DeadlineMet(CLOCK, str(event.task_id))
    elif event.task_id in casework.tasks:
        yield Deadline(CLOCK, str(event.task_id), casework.tasks[event.task_id].due_at)


def elapsed(due: Elapsed) -> ChaseUnplaced:
    return ChaseUnplaced(case_id=due.case_id, task_id=UUID(due.subject), due_at=due.due_at)


def _urgency(may_free: bool) -> tuple[timedelta, Urgency]:
    return (AT_ONCE, "immediate") if may_free else (TODAY, "urgent")
