"""The timeline every service keeps: what happened in a case, whose act, who recorded it, when, and why.

One row an event, own and foreign alike, in coded fields only. Who may see which types is the service's table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from throughline.envelope import Record
from throughline.projection.history import corrects
from throughline.projection.model import Change, ReadModel

NEVER = datetime.min


@dataclass(frozen=True, slots=True)
class TimelineRow:
    event_id: UUID
    case_id: UUID | None = None
    case_reference: str | None = None
    service: str = ""
    stream_id: UUID | None = None
    stream_version: int = 0
    event_type: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    authority: str | None = None
    actor_role: str = ""
    actor_id: UUID | None = None
    occurred_at: datetime | None = None
    occurred_precision: str = ""
    recorded_at: datetime | None = None
    causation_id: UUID | None = None
    correlation_id: UUID | None = None
    source: str = "own"
    historical: bool = False
    corrected_by: UUID | None = None


class Timeline(ReadModel[TimelineRow]):
    """Rows of every event of the topics its service reads."""

    name = "timeline"
    row = TimelineRow
    key = ("event_id",)
    ignores_nothing: ClassVar[bool] = True
    shows_corrections = True
    only_adds = True  # but for corrections, whose case is folded anew as a whole

    def wants(self, record: Record) -> bool:
        return True

    def changes_by_record(self, record: Record) -> Iterable[Change]:
        origin = record.metadata
        row = TimelineRow(
            event_id=origin.event_id,
            case_id=origin.case_id,
            case_reference=origin.case_reference,
            service=origin.service,
            stream_id=origin.stream_id,
            stream_version=origin.stream_version,
            event_type=origin.event_type,
            data=record.data,
            authority=origin.authority,
            actor_role=origin.actor_role,
            actor_id=origin.actor_id,
            occurred_at=origin.occurred_on.at,
            occurred_precision=origin.occurred_on.precision,
            recorded_at=origin.recorded_at,
            causation_id=origin.causation_id,
            correlation_id=origin.correlation_id,
            source=origin.source,
            historical=origin.historical,
        )
        yield Change((origin.event_id,), lambda _fresh: row)
        if corrects(record):
            replaced = UUID(record.data["replaces"])
            yield Change((replaced,), lambda known: replace(known, case_id=row.case_id, corrected_by=row.event_id))
