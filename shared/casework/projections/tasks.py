"""One row a task: who is asked to do what by when, and how it ended. Serves the desks' lists of what is due."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from casework.tasks import TaskDone, TaskEscalated, TaskOpened


@dataclass(frozen=True, slots=True)
class TaskRow:
    """`role` was asked first, `asked` is asked now. `outcome` is null while the task is open."""

    case_id: UUID
    task_id: UUID
    office_id: str | None = None
    reference: str | None = None
    kind: str = ""
    role: str = ""
    asked: str = ""
    urgency: str = ""
    due_at: datetime | None = None
    because: tuple[UUID, ...] = ()
    subjects: tuple[UUID, ...] = ()
    opened_at: datetime | None = None
    escalated: int = 0
    outcome: str | None = None


class Tasks(ReadModel[TaskRow]):
    """A service names what else it records, which is passed by: `ignores`."""

    name = "tasks"
    row = TaskRow
    key = ("case_id", "task_id")

    @on(TaskOpened)
    def opened(self, event: TaskOpened, origin: Metadata) -> Iterator[Change]:
        def change(row: TaskRow) -> TaskRow:
            return replace(
                row,
                office_id=origin.office_id,
                reference=origin.case_reference,
                kind=event.kind,
                role=event.role,
                asked=event.role,
                urgency=event.urgency,
                due_at=event.due_at,
                because=event.because,
                subjects=event.subjects,
                opened_at=origin.recorded_at,
            )

        yield self.upsert((origin.case_id, event.task_id), change)

    @on(TaskEscalated)
    def escalated(self, event: TaskEscalated, origin: Metadata) -> Iterator[Change]:
        key = (origin.case_id, event.task_id)
        yield self.upsert(key, lambda row: replace(row, asked=event.to_role, escalated=row.escalated + 1))

    @on(TaskDone)
    def done(self, event: TaskDone, origin: Metadata) -> Iterator[Change]:
        yield self.upsert((origin.case_id, event.task_id), lambda row: replace(row, outcome=event.outcome))
