"""A stream as folded so far: its state, its version, and what its events say of the case they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from throughline.domain import Aggregate, Event


@dataclass(frozen=True, slots=True)
class Folded:
    """`version` 0 is a stream that does not exist. `recorded_at` is its last event's, which time never goes behind."""

    state: Any
    version: int = 0
    recorded_at: datetime | None = None
    office_id: str | None = None
    jurisdiction: str | None = None
    case_reference: str | None = None

    def with_events(self, aggregate: Aggregate[Any], events: Iterable[Event]) -> "Folded":
        """This stream after further recorded events. What is once known of the case stays known."""
        folded = self
        for event in events:
            known = event.metadata
            folded = replace(
                folded,
                state=aggregate.fold(folded.state, event),
                version=known.stream_version,
                recorded_at=known.recorded_at,
                office_id=known.office_id or folded.office_id,
                jurisdiction=known.jurisdiction or folded.jurisdiction,
                case_reference=known.case_reference or folded.case_reference,
            )
        return folded
