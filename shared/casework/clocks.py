"""Which shared events start, move and stop a clock, and what the clock asks when it has run out."""

from collections.abc import Callable, Iterator, Mapping

from throughline.domain import Command, Deadline, DeadlineMet, Elapsed, Event

from casework import erasure, tasks
from casework.erasure import ERASURE, RETENTION, ErasureDeferred, SubjectErased, retention_review
from casework.state import Casework
from casework.tasks import TaskDone, TaskEscalated, TaskOpened

TASK = "task"


def deadlines(casework: Casework, event: Event) -> Iterator[Deadline | DeadlineMet]:
    """`casework` is the state after the event."""
    match event:
        case TaskOpened():
            yield Deadline(TASK, str(event.task_id), event.due_at)
        case TaskEscalated():
            if task := casework.tasks.get(event.task_id):
                yield Deadline(TASK, str(event.task_id), task.due_at)
        case TaskDone():
            yield DeadlineMet(TASK, str(event.task_id))
        case ErasureDeferred():
            yield retention_review(event.subject_id, ERASURE, event.review_date)
        case SubjectErased():
            yield DeadlineMet(RETENTION, f"{event.subject_id}|{ERASURE}")


CLOCK: Mapping[str, Callable[[Elapsed], Command]] = {TASK: tasks.elapsed, RETENTION: erasure.elapsed}
