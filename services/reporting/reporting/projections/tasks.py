"""One row a task of a release: who is asked by when to look at it again, whom it went to since, and how it ended."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from casework import TaskDone, TaskEscalated, TaskOpened
from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class TaskRow:
    """`role` was asked first, `asked` is asked now. `outcome` is null while the task is open."""

    case_id: UUID
    task_id: UUID
    office_id: str | None = None
    kind: str = ""
    role: str = ""
    asked: str = ""
    urgency: str = ""
    due_at: datetime | None = None
    opened_at: datetime | None = None
    escalated: int = 0
    outcome: str | None = None


class Tasks(ReadModel[TaskRow]):
    name = "tasks"
    row = TaskRow
    key = ("case_id", "task_id")
    ignores = OWN - {TaskOpened, TaskEscalated, TaskDone}

    @on(TaskOpened)
    def opened(self, event: TaskOpened, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.case_id, event.task_id),
            lambda row: replace(
                row,
                office_id=origin.office_id,
                kind=event.kind,
                role=event.role,
                asked=event.role,
                urgency=event.urgency,
                due_at=event.due_at,
                opened_at=origin.recorded_at,
            ),
        )

    @on(TaskEscalated)
    def escalated(self, event: TaskEscalated, origin: Metadata) -> Iterator[Change]:
        key = (origin.case_id, event.task_id)
        yield self.upsert(key, lambda row: replace(row, asked=event.to_role, escalated=row.escalated + 1))

    @on(TaskDone)
    def done(self, event: TaskDone, origin: Metadata) -> Iterator[Change]:
        yield self.upsert((origin.case_id, event.task_id), lambda row: replace(row, outcome=event.outcome))
