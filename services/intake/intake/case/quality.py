"""What reporting found wrong with an event of this case: somebody of ours looks into it. Reporting mends nothing."""

from datetime import timedelta
from uuid import UUID

import casework
from throughline.domain import Event, Fact

from intake.case.state import Case

LOOK = "look_into_data_quality"
LOOK_WITHIN = timedelta(days=14)


class NoteDataQualityIssue(Fact, opens=True, records=casework.TaskOpened):
    """Reporting raised an issue about an event of ours."""

    issue_id: UUID


Command = NoteDataQualityIssue


def decide(case: Case, command: Command) -> list[Event]:
    due_at, about = command.now + LOOK_WITHIN, [command.issue_id]
    if any(task.kind == LOOK and task.subjects == frozenset(about) for task in case.casework.tasks.values()):
        return []
    return [*casework.open_task(case.casework, command, LOOK, "investigator", due_at, "routine", about, about)]
