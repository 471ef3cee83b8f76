"""One row a task: whom it asks, by when, and whether it is done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from casework import TaskDone, TaskEscalated, TaskOpened
from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from legal.projections.events import (
    ACCUSED,
    APPEALS,
    ARRAIGNMENT,
    BESIDE,
    CHARGES,
    COMPENSATION,
    COMPLAINT,
    DOCKET,
    HEARINGS,
    HELD,
    REGISTRATION,
    TESTIMONY,
    VERDICTS,
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    task_id: UUID
    case_id: UUID | None = None
    case_reference: str | None = None
    office_id: str | None = None
    kind: str = ""
    role: str = ""
    asked: str = ""
    urgency: str = ""
    due_at: datetime | None = None
    subjects: tuple[UUID, ...] = ()
    escalated: int = 0
    outcome: str | None = None


class Tasks(ReadModel[TaskRow]):
    name = "tasks"
    row = TaskRow
    key = ("task_id",)
    ignores = (
        (DOCKET - {TaskOpened, TaskDone, TaskEscalated})
        | HELD
        | BESIDE
        | COMPLAINT
        | REGISTRATION
        | ACCUSED
        | CHARGES
        | ARRAIGNMENT
        | HEARINGS
        | TESTIMONY
        | VERDICTS
        | COMPENSATION
        | APPEALS
    )

    @on(TaskOpened)
    def opened(self, event: TaskOpened, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            event.task_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                case_reference=origin.case_reference,
                office_id=origin.office_id,
                kind=event.kind,
                role=event.role,
                asked=event.role,
                urgency=event.urgency,
                due_at=event.due_at,
                subjects=event.subjects,
            ),
        )

    @on(TaskEscalated)
    def was_escalated(self, event: TaskEscalated, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(event.task_id, lambda row: replace(row, asked=event.to_role, escalated=row.escalated + 1))

    @on(TaskDone)
    def done(self, event: TaskDone, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(event.task_id, lambda row: replace(row, outcome=event.outcome))
