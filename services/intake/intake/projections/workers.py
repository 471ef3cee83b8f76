"""One row a person who works on a case: since when, and when last. Serves everybody's own caseload.

Whoever recorded or decided something in a case works on it, and the social worker whom a plan names. Importers,
partners, reactions and the clock do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from casework.roles import CASEWORKERS, SOCIAL_WORKER
from throughline.domain import Event, Metadata
from throughline.projection import Change, ReadModel, on

from intake.case.operations import OperationPlanned
from intake.projections.events import EVERY


@dataclass(frozen=True, slots=True)
class WorkerRow:
    case_id: UUID
    worker_id: UUID
    role: str = ""
    since: datetime | None = None
    last_at: datetime | None = None


class Workers(ReadModel[WorkerRow]):
    name = "workers"
    row = WorkerRow
    key = ("case_id", "worker_id")

    @on(*EVERY)
    def worked(self, event: Event, origin: Metadata) -> Iterator[Change]:
        if origin.actor_role in CASEWORKERS and not origin.historical:
            yield self._at_work(origin, origin.actor_id, origin.actor_role)
        if isinstance(event, OperationPlanned):
            yield self._at_work(origin, event.social_worker_id, SOCIAL_WORKER)

    def _at_work(self, origin: Metadata, worker_id: UUID, role: str) -> Change:
        at = origin.recorded_at
        return self.upsert(
            (origin.case_id, worker_id), lambda row: replace(row, role=role, since=row.since or at, last_at=at)
        )
